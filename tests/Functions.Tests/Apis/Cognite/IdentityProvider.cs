using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SegFunctions.Tests.Apis.Cognite;

/// <summary>The tests' own identity provider: a discovery document, changing keys, and tokens signed by them. Responds as an HTTP handler, or on a port of its own.</summary>
internal sealed class IdentityProvider : HttpMessageHandler
{
    public const string Audience = "segmentation";

    /// <summary>Drawn once for all tests, because each takes a fifth of a second or more.</summary>
    private static readonly ConcurrentDictionary<string, RSAParameters> Drawn = new(StringComparer.Ordinal);

    private readonly Dictionary<string, RsaSecurityKey> _published = [];

    public Uri Authority { get; set; } = new("https://login.example/tenant");

    /// <summary>Thrown instead of every response.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How often the keys were requested.</summary>
    public int Fetches { get; private set; }

    /// <summary>A key that is another one than each that <see cref="Publish(string)"/> makes, also under the same id.</summary>
    public static RsaSecurityKey DrawForeign(string id) => KeyOf("foreign", id);

    /// <summary>A key that the provider publishes from now on, another one for each id.</summary>
    public RsaSecurityKey Publish(string id) => Publish(KeyOf($"of {id}", id));

    public RsaSecurityKey Publish(RsaSecurityKey key)
    {
        _published[key.KeyId] = key;
        return key;
    }

    public void Withdraw(RsaSecurityKey key) => _published.Remove(key.KeyId);

    /// <param name="key">Null for no signature.</param>
    /// <param name="now">The token is valid for an hour from then.</param>
    /// <param name="algorithm">The algorithm of the signature.</param>
    /// <param name="claims">Added to or replacing the default ones; null removes one.</param>
    public string Sign(SecurityKey? key, DateTimeOffset now, string algorithm = SecurityAlgorithms.RsaSha256, params (string Name, object? Value)[] claims)
    {
        var all = new Dictionary<string, object?>
        {
            ["iss"] = Authority.AbsoluteUri,
            ["aud"] = Audience,
            ["sub"] = "alice",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
            ["account"] = "acct",
            ["projects"] = new[] { "plant", "mill" },
            ["scope"] = "openid files.read files.write",
        };
        foreach (var (name, value) in claims)
        {
            all[name] = value;
        }

        var payload = JsonSerializer.Serialize(all.Where(claim => claim.Value is not null).ToDictionary());
        return key is null ? new JsonWebTokenHandler().CreateToken(payload) : new JsonWebTokenHandler().CreateToken(payload, new SigningCredentials(key, algorithm));
    }

    /// <summary>The response at this path; null if there is none.</summary>
    public string? Answer(string path)
    {
        if (path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal))
        {
            return JsonSerializer.Serialize(new { issuer = Authority.AbsoluteUri, jwks_uri = $"{Authority.AbsoluteUri.TrimEnd('/')}/keys" });
        }

        if (!path.EndsWith("/keys", StringComparison.Ordinal))
        {
            return null;
        }

        Fetches++;
        return JsonSerializer.Serialize(new
        {
            keys = _published.Values.Select(key => key.Rsa.ExportParameters(false)).Zip(_published.Keys, (key, id) => new
            {
                kty = "RSA",
                use = "sig",
                kid = id,
                n = Base64UrlEncoder.Encode(key.Modulus),
                e = Base64UrlEncoder.Encode(key.Exponent),
            }),
        });
    }

    private static RsaSecurityKey KeyOf(string name, string id) => new(RSA.Create(Drawn.GetOrAdd(name, static _ => Draw()))) { KeyId = id };

    private static RSAParameters Draw()
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Task.FromException<HttpResponseMessage>(Failure);
        }

        var answer = Answer(request.RequestUri!.AbsolutePath);
        return Task.FromResult(new HttpResponseMessage(answer is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
        {
            Content = new StringContent(answer ?? "", Encoding.UTF8, "application/json"),
        });
    }
}
