using System.Globalization;

namespace LearnWeb.Tests.Load.Bench;

/// <summary>The words of generated notes in one language; both languages have the same numbers of everything.</summary>
internal sealed class Prose
{
    public static readonly Prose English = new(
        [
            "header field",
            "status line",
            "request line",
            "message body",
            "cookie",
            "session",
            "bearer token",
            "sequence number",
            "three-way handshake",
            "TIME-WAIT",
            "accept queue",
            "SYN flood",
            "forward proxy",
            "reverse proxy",
            "gateway",
            "load balancer",
            "cache",
            "ETag",
            "redirect",
            "query string",
            "form field",
            "safe method",
            "idempotent method",
            "chunked coding",
            "content type",
            "range request",
            "WSGI callable",
            "environ dictionary",
            "middleware",
            "controller",
            "view",
            "model binding",
            "route",
            "template",
            "database migration",
            "origin",
            "same-origin policy",
            "preflight",
            "TLS certificate",
            "DNS lookup",
            "port",
            "socket",
            "congestion window",
            "retransmission timer",
            "keep-alive connection",
            "URL fragment",
        ],
        [
            "The {0} decides what happens to the {1} before the server answers order {2}.",
            "A browser sends the {0} only after the {1} has been read from shop-{2}.example.",
            "Whoever mistakes the {0} for the {1} will look for the fault in the wrong place.",
            "When the {0} is missing, the recipient must treat the {1} as if it were empty.",
            "In capture {2} the {0} arrives twice, and the {1} is what tells the copies apart.",
            "No rule says that the {0} has to be kept once the {1} has been acknowledged.",
            "Try it: change the {0}, send the request again and compare the {1} in both responses.",
            "Interviewers ask about the {0} because the {1} shows whether you have ever seen real bytes.",
            "The server keeps the {0} in memory, while the {1} lives with the client until it expires.",
            "A proxy may rewrite the {0}, but it has to leave the {1} as it was received.",
            "The specification names the {0} and leaves the {1} to the implementation.",
            "Measured on a slow line, the {0} costs one round trip more than the {1} does.",
        ],
        "{0}, part {1}",
        "What the {0} does, step {1}",
        " ",
        "Does the server see it?",
        "Yes, always",
        "No, never"
    );

    public static readonly Prose Chinese = new(
        [
            "首部字段",
            "状态行",
            "请求行",
            "消息体",
            "Cookie",
            "会话",
            "Bearer 令牌",
            "序号",
            "三次握手",
            "TIME-WAIT",
            "全连接队列",
            "SYN 泛洪",
            "正向代理",
            "反向代理",
            "网关",
            "负载均衡",
            "缓存",
            "ETag",
            "重定向",
            "查询字符串",
            "表单字段",
            "安全方法",
            "幂等方法",
            "分块编码",
            "内容类型",
            "范围请求",
            "WSGI 可调用对象",
            "environ 字典",
            "中间件",
            "控制器",
            "视图",
            "模型绑定",
            "路由",
            "模板",
            "数据库迁移",
            "源",
            "同源策略",
            "预检请求",
            "TLS 证书",
            "DNS 查询",
            "端口",
            "套接字",
            "拥塞窗口",
            "重传定时器",
            "长连接",
            "URL 片段",
        ],
        [
            "服务器回答订单 {2} 之前，{0}决定了{1}会怎样处理。",
            "浏览器要先从 shop-{2}.example 读到{1}，才会发送{0}。",
            "把{0}当成{1}的人，往往会在错误的地方找问题。",
            "如果缺少{0}，接收方必须把{1}当作空来处理。",
            "在第 {2} 次抓包里，{0}到达了两次，靠{1}才能分清哪一份是重复的。",
            "没有哪条规定要求在{1}得到确认之后还保留{0}。",
            "动手试试：改掉{0}，再发一次请求，比较两个响应里的{1}。",
            "面试官爱问{0}，因为从{1}就能看出你有没有看过真正的字节。",
            "服务器把{0}放在内存里，而{1}留在客户端，直到过期为止。",
            "代理可以改写{0}，但必须原样保留{1}。",
            "规范给出了{0}的名字，把{1}留给实现去决定。",
            "在慢速线路上测量，{0}比{1}多花一个往返时间。",
        ],
        "{0}（第 {1} 篇）",
        "第 {1} 步：{0}起什么作用",
        "",
        "服务器看得到吗？",
        "总是看得到",
        "看不到"
    );

    private readonly string[] _terms;
    private readonly string[] _sentences;
    private readonly string _title;
    private readonly string _heading;

    private Prose(
        string[] terms,
        string[] sentences,
        string title,
        string heading,
        string space,
        string question,
        string yes,
        string no
    )
    {
        (_terms, _sentences, _title, _heading) = (terms, sentences, title, heading);
        (Space, Question, Yes, No) = (space, question, yes, no);
    }

    public static int TermCount => English._terms.Length;

    public static int SentenceCount => English._sentences.Length;

    /// <summary>What stands between two sentences.</summary>
    public string Space { get; }

    public string Question { get; }

    public string Yes { get; }

    public string No { get; }

    public string Term(int index) => _terms[index];

    public string Title(string subject, int order) => Fill(_title, subject, order);

    public string Heading(string subject, int section) => Fill(_heading, subject, section);

    /// <summary>
    /// A sentence about two terms; some name the note's number, so that the vocabulary grows with the corpus.
    /// </summary>
    public string Sentence(int index, string subject, string other, int order) =>
        Fill(_sentences[index], subject, other, order);

    private static string Fill(string pattern, params object[] words) =>
        string.Format(CultureInfo.InvariantCulture, pattern, words);
}
