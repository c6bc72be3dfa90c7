namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>Names that this lab's messages bear.</summary>
public static class LabFields
{
    /// <summary>
    /// By which a request is found again behind the proxy: in practice the field that joins the logs of all hops.
    /// </summary>
    public const string RequestId = "X-Request-Id";

    /// <summary>What the clients call the site.</summary>
    public const string Host = "shop.example";

    /// <summary>The cookie by which YARP knows which origin a client belongs to.</summary>
    public const string AffinityCookie = "lw-lab-affinity";
}
