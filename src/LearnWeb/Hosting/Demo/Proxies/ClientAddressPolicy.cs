using LearnWeb.Models.ReverseProxyLab;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace LearnWeb.Hosting;

/// <summary>
/// Always the same origin for the same client address, as long as there are as many; YARP has no such policy.
/// </summary>
internal sealed class ClientAddressPolicy : ILoadBalancingPolicy
{
    public string Name => YarpConfiguration.AddressPolicy;

    public DestinationState? PickDestination(
        HttpContext context,
        ClusterState cluster,
        IReadOnlyList<DestinationState> availableDestinations
    )
    {
        var bytes = context.Connection.RemoteIpAddress?.GetAddressBytes() ?? [];
        var sum = bytes.Aggregate(0, (sum, next) => ((sum * 31) + next) & 0xFFFF);
        return availableDestinations.Count > 0 ? availableDestinations[sum % availableDestinations.Count] : null;
    }
}
