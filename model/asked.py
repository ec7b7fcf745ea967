"""Task-shaped texts: what a tool says of itself, asked for in a user's words. Teaches the table what courtesies weigh."""
import random

FRAMES = (
    "I want to {}.", "I need to {}.", "I'd like to {}, please.", "I am trying to {}.", "I have to {} today.",
    "I was wondering whether you could {}.", "I can't figure out how to {}.", "We have to {} this week.",
    "My boss asked me to {}.", "Can you {}?", "Can you {} for me?", "Could you please {}?", "Please {}.",
    "Help me {}.", "Let's {}.", "Next, {}.", "How do I {}?", "How can I {}?", "What is the best way to {}?",
    "Is there a way to {}?", "Is it possible to {}?", "Show me how to {}.", "Hi, I have a quick question: can I {}?",
    "{}", "{} for my project", "{} before the meeting tomorrow",
)  # fmt: skip
FRAMES_A_TOOL = 2
WORDS = range(3, 26)
MAX_CHARACTERS = 300
# A sentence that begins so says what the tool is, not what it does.
NO_VERB = frozenset("a all an any api for given if in it mcp note see that the this to tool use used when with".split())


def base_form(verb: str) -> str:
    """`Lists` -> `list`, `Searches` -> `search`, `Queries` -> `query`."""
    word = verb.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def first_sentence(description: str) -> tuple[str, str]:
    """A description's first sentence, and the rest."""
    for end in (". ", "\n", "! ", "? "):
        head, found, tail = description.partition(end)
        if found and len(head.split()) > 3:
            return head, tail
    return description, ""


def asked(tools: list[dict], seed: int) -> list[str]:
    """Requests for each tool whose description begins with what it does; seeded."""
    rng = random.Random(seed)
    texts = []
    for tool in tools:
        words = first_sentence((tool.get("description") or "").strip())[0].rstrip(".!?: ").split()
        if len(words) not in WORDS or words[0].lower() in NO_VERB or not words[0].isalpha():
            continue
        wish = " ".join([base_form(words[0]), *words[1:]])
        texts.extend(frame.format(wish)[:MAX_CHARACTERS] for frame in rng.sample(FRAMES, FRAMES_A_TOOL))
    return texts
