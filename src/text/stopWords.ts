/** English words that say nothing about which tool is meant: articles, pronouns, auxiliaries, courtesies. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about all also am an and any are as at be been being but by can could did do does doing don for from had has ' +
    'have having he her here him his how i if in into is it its itself just let ll m may me might my no nor not now ' +
    'of on one or our ours please re s shall she should so some such t than that the their them then there these ' +
    'they this those to too us ve very via want wants was we were what when where which while who whom whose why ' +
    'will with would you your yours'
  ).split(' '),
)
