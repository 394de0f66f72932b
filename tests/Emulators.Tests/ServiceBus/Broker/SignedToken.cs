using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>A hand-made shared access signature, so that a test can make a wrong one.</summary>
/// <param name="Endpoint">The broker's endpoint.</param>
/// <param name="Resource">An absolute address of the resource it is for.</param>
/// <param name="KeyName">The name of the key.</param>
/// <param name="Key">The signing key.</param>
internal sealed record SignedToken(Uri Endpoint, string Resource, string KeyName, string Key)
{
    public DateTimeOffset ExpiresAt { get; init; } = DateTimeOffset.UtcNow.AddHours(1);

    /// <summary>Replaces the right one.</summary>
    public string? Signature { get; init; }

    /// <summary>The right one for a path.</summary>
    public static SignedToken Of(string connectionString, string path)
    {
        var parts = ServiceBusConnectionStringProperties.Parse(connectionString);
        return new SignedToken(parts.Endpoint, new Uri(parts.Endpoint, path).AbsoluteUri, parts.SharedAccessKeyName, parts.SharedAccessKey);
    }

    /// <summary>The right one for all queues.</summary>
    public static SignedToken OfNamespace(string connectionString) => Of(connectionString, string.Empty);

    /// <summary>A credential that presents this token and can make no other.</summary>
    public string ConnectionString() => $"Endpoint=sb://{Endpoint.Authority};SharedAccessSignature={this};UseDevelopmentEmulator=true;";

    public override string ToString()
    {
        var (resource, expiry) = (WebUtility.UrlEncode(Resource), ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var signature = Signature ?? Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        return $"SharedAccessSignature sr={resource}&sig={WebUtility.UrlEncode(signature)}&se={expiry}&skn={WebUtility.UrlEncode(KeyName)}";
    }
}
