/** Stems and their weights in hundredths, commonest first. Written by `npm run model:task-words`; do not edit. */
export const TASK_WORDS =
  'need 39 us 52 after 53 help 53 new 55 2 56 check 56 id 56 inform 56 like 56 3 58 5 58 1 60 detail 60 ' +
  'current 62 name 62 6 63 next 63 10 64 first 64 time 64 final 65 number 65 7 66 8 66 includ 66 product 66 ' +
  '30 67 4 67 find 67 rate 67 9 68 market 68 plan 68 provid 68 set 68 creat 69 d 69 date 69 locat 69 ' +
  'avail 70 know 70 statu 70 year 70 address 71 start 71 tell 71 last 72 12 73 20 73 book 73 code 73 ' +
  'interest 73 type 73 updat 73 50 74 out 74 price 74 specif 74 14 75 15 75 25 75 add 75 analysi 75 b 75 ' +
  'chang 75 complet 75 custom 75 januari 75 month 75 schedul 75 100 76 contact 76 hotel 76 hour 76 500 77 ' +
  'citi 77 compani 77 end 77 period 77 project 77 same 77 second 77 123 78 dai 78 follow 78 h 78 home 78 ' +
  'make 78 search 78 titl 78 24 79 c 79 11 80 16 80 build 80 event 80 file 80 latest 80 path 80 purchas 80 ' +
  'receiv 80 review 80 room 80 sale 80 servic 80 under 80 verifi 80 week 80 well 80 00 81 13 81 2022 81 ' +
  'activ 81 between 81 com 81 content 81 data 81 email 81 financi 81 oper 81 order 81 place 81 prefer 81 ' +
  'recommend 81 send 81 system 81 topic 81 two 81 user 81 york 81 base 82 budget 82 calcul 82 list 82 ' +
  'onc 82 p 82 phone 82 progress 82 st 82 u 82 work 82 01 83 1000 83 21 83 busi 83 center 83 class 83 ' +
  'clean 83 construct 83 expect 83 high 83 issu 83 minimum 83 minut 83 model 83 monthli 83 option 83 ' +
  'report 83 th 83 ticket 83 travel 83 trip 83 x 83 depart 84 develop 84 e 84 exampl 84 g 84 gener 84 q 84 ' +
  'save 84 term 84 2023 85 analyz 85 august 85 balanc 85 execut 85 flight 85 get 85 light 85 person 85 ' +
  'qualiti 85 real 85 success 85 summari 85 team 85 technolog 85 test 85 trend 85 understand 85 unit 85 ' +
  'within 85 18 86 19 86 famili 86 invest 86 part 86 size 86 water 86 05 87 07 87 200 87 26 87 45 87 air 87 ' +
  'car 87 condit 87 correspond 87 daili 87 due 87 forecast 87 hope 87 import 87 intern 87 level 87 live 87 ' +
  'more 87 novemb 87 octob 87 off 87 organ 87 perform 87 platform 87 recent 87 rout 87 san 87 server 87 ' +
  'standard 87 store 87 strategi 87 task 87 theme 87 through 87 tomorrow 87 up 87 upcom 87 view 87 ' +
  'weather 87 whether 87 09 88 60 88 compar 88 decemb 88 format 88 identifi 88 kei 88 made 88 point 88 ' +
  'profession 88 r 88 return 88 run 88 sentenc 88 speed 88 02 89 88 89 addition 89 advanc 89 call 89 ' +
  'conduct 89 consid 89 cost 89 currenc 89 educ 89 exist 89 fund 89 materi 89 music 89 over 89 posit 89 ' +
  'present 89 record 89 relat 89 secur 89 state 89 student 89 w 89 03 90 08 90 27 90 35 90 5000 90 ' +
  'against 90 back 90 backup 90 befor 90 ca 90 confirm 90 contain 90 correct 90 dollar 90 effect 90 ' +
  'featur 90 financ 90 found 90 futur 90 go 90 goe 90 ident 90 item 90 juli 90 line 90 manag 90 meet 90 ' +
  'o 90 offic 90 onlin 90 open 90 optim 90 peopl 90 pm 90 promot 90 releas 90 risk 90 seat 90 select 90 ' +
  'sell 90 step 90 stock 90 tabl 90 tokyo 90 transact 90 upgrad 90 weigh 90 world 90 06 91 31 91 bill 91 ' +
  'brand 91 convert 91 error 91 health 91 move 91 park 91 photo 91 research 91 result 91 section 91 ' +
  'smart 91 total 91 0 92 39 92 75 92 area 92 coverag 92 draft 92 euro 92 f 92 field 92 gather 92 june 92 ' +
  'limit 92 predict 92 relev 92 squar 92 target 92 track 92 17 93 2000 93 2025 93 80 93 affect 93 airlin 93 ' +
  'claim 93 client 93 cloth 93 comput 93 cover 93 determin 93 drive 93 edit 93 golden 93 group 93 height 93 ' +
  'histori 93 imag 93 industri 93 japan 93 local 93 look 93 main 93 meter 93 per 93 process 93 scienc 93 ' +
  'show 93 special 93 street 93 train 93 v 93 23 94 averag 94 branch 94 capit 94 central 94 commerci 94 ' +
  'deliv 94 differ 94 focus 94 global 94 hourli 94 john 94 l 94 larg 94 learn 94 mention 94 read 94 ' +
  'respons 94 retriev 94 valu 94 version 94 volum 94 weight 94'
