using System.Net;

namespace SegFunctions.Fetching;

/// <summary>How the service reaches addresses that clients name. Section <c>Fetch</c>.</summary>
public sealed class FetchOptions
{
    public const string Section = "Fetch";

    /// <summary>
    /// Networks that are reached although they are private, as CIDRs such as <c>10.1.0.0/16</c>; none by default. Metadata addresses
    /// stay closed whatever stands here.
    /// </summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Of one input, 0–20. A webhook follows none.</summary>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How often an input is asked for again when its server cannot be reached or fails; 0–5.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>Until a connection is made.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Until an answer begins, redirects included.</summary>
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Until an input is there to its last byte, everything included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(120);

    public bool IsValid() =>
        AllowedNetworks.All(network => IPNetwork.TryParse(network, out _))
        && MaxRedirects is >= 0 and <= 20
        && Retries is >= 0 and <= 5
        && ConnectTimeout > TimeSpan.Zero
        && FirstByteTimeout > TimeSpan.Zero
        && Timeout >= FirstByteTimeout;
}
