"""Top-level domains that make a link of a word without a protocol: all countries, and those that people use.

Telegram's own list has 1,500 names; a name that is missing here is found only with https:// before it.
"""

COUNTRIES = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf
cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf
gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km
kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz
na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg
sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va
vc ve vg vi vn vu wf ws ye yt za zm zw
"""
OTHERS = """
academy agency amazon app art asia audio auto bank bar best bet bid bike biz blog bot box business buzz cafe cam
camera care cars cash casino cat center chat cheap city click clinic cloud club codes coffee com community company
consulting cool coop credit data date deals delivery design dev digital direct directory doctor domains download
earth edu education email energy estate events exchange expert express family fans farm fashion film finance fit
flights fm food football forex forum foundation fun fund gallery game games gift gifts global gold gov group guide
guru health help homes host hosting house icu inc info ink institute int international investments jobs land law
legal life limited link live loan ltd market marketing media men mil mobi moda moe money moscow name network net
news ninja one online org page partners parts party pay photo photos pics pictures pink pizza plus porn press pro
promo pub red rent rest review rocks run sale school science services sex shop shopping show site social software
solar solutions space store stream studio style support systems taobao tatar tax team tech technology tel tickets
tips tmall ton today tools top tours town toys trade training travel tube university vacations ventures video vip vote
wang watch webcam website wiki win wine work works world wtf xin xxx xyz yandex yoga zip zone москва онлайн сайт рф
рус дети орг ком бел укр қаз срб бг мкд мон 中国 中國 公司 网络 网址 在线 中文网 网店 商店 商城 香港 台湾 台灣 新加坡
世界 集团 公益 政务 移动 手机 企业 信息
"""
KNOWN = frozenset((COUNTRIES + OTHERS).split())


def is_known_domain(name: str) -> bool:
    return name.lower() in KNOWN and name[1:] in (name[1:].lower(), name[1:].upper())
