namespace SegFunctions.Fetching;

/// <summary>The only HTTP clients for addresses that users name. Each checks the address it actually connects to.</summary>
public sealed class OutgoingClients(IHttpClientFactory factory)
{
    internal const string Inputs = "inputs";
    internal const string Webhooks = "webhooks";
    internal const string PrivateWebhooks = "private-webhooks";

    /// <summary>For pictures: follows redirects, retries transient failures, keeps no cookies and does not ask for compression.</summary>
    public HttpClient ForInputs() => factory.CreateClient(Inputs);

    /// <summary>For one webhook: no redirects and no retries; http only within the allowed networks.</summary>
    public HttpClient ForWebhook(Uri url) => factory.CreateClient(url.Scheme == "https" ? Webhooks : PrivateWebhooks);
}
