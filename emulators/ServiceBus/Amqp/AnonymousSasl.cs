using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Sasl;

namespace Emulators.ServiceBus.Amqp;

/// <summary>Accepts every client in SASL, since access is decided by tokens. The .NET client supports only <c>MSSBCBS</c>, others use <c>ANONYMOUS</c>.</summary>
internal static class AnonymousSasl
{
    private const string ServiceBus = "MSSBCBS";

    public static SaslTransportProvider Create()
    {
        var provider = new SaslTransportProvider { MaxFrameSize = Limits.SaslFrame };
        provider.Versions.Add(new AmqpVersion(1, 0, 0));
        provider.AddHandler(new SaslAnonymousHandler(ServiceBus));
        provider.AddHandler(new SaslAnonymousHandler());
        return provider;
    }
}
