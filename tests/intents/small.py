"""A few phrases, learnt in a moment, for what does not depend on the bot's own."""

PHRASES = {
    "en": {
        "login": ["I can't log in", "login does not work", "cannot sign in to my account", "sign in fails"],
        "code": ["the code does not arrive", "no verification code", "I did not get the sms code", "code not received"],
        "refund": ["I want my money back", "how do I get a refund", "refund please", "give me a refund"],
        "hours": [
            "when are you open",
            "what are your opening hours",
            "until when are you open",
            "are you open on sunday",
        ],
    },
    "ru": {
        "login": ["не могу войти", "вход не работает", "не получается зайти в кабинет", "не пускает в аккаунт"],
        "code": ["код не приходит", "нет кода подтверждения", "не получил смс с кодом", "не пришёл код"],
        "refund": ["хочу вернуть деньги", "как получить возврат", "верните деньги", "оформить возврат денег"],
        "hours": ["когда вы работаете", "какие у вас часы работы", "до скольки вы открыты", "работаете в воскресенье"],
    },
    "zh_Hans": {
        "login": ["登录不了", "无法登录账号", "登录失败怎么办", "进不去后台"],
        "code": ["收不到验证码", "没有收到短信验证码", "验证码一直不来", "验证码没来"],
        "refund": ["我要退款", "怎么退款", "请把钱退给我", "申请退款"],
        "hours": ["你们几点开门", "营业时间是几点", "星期天营业吗", "几点关门"],
    },
}
BACKGROUND = {
    "en": ["what is the weather like", "tell me a joke", "who won the game", "I like cats"],
    "ru": ["какая погода", "расскажи анекдот", "кто выиграл матч", "люблю кошек"],
    "zh_Hans": ["今天天气怎么样", "讲个笑话", "谁赢了比赛", "我喜欢猫"],
}
