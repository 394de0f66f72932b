namespace SegFunctions.Fetching;

/// <summary>The only HTTP clients that leave the service for addresses that users name. Each checks the address that it really connects to.</summary>
public sealed class OutgoingClients(IHttpClientFactory factory)
{
    internal const string Inputs = "inputs";
    internal const string Webhooks = "webhooks";
    internal const string PrivateWebhooks = "private-webhooks";

    /// <summary>For pictures: follows redirects, tries again what may pass, keeps no cookie and asks for no compression.</summary>
    public HttpClient ForInputs() => factory.CreateClient(Inputs);

    /// <summary>For one webhook: follows no redirect and tries nothing again; http only into the allowed networks.</summary>
    public HttpClient ForWebhook(Uri url) => factory.CreateClient(url.Scheme == "https" ? Webhooks : PrivateWebhooks);
}
