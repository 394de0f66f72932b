using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Cognite;

/// <summary>Validates tokens of the configured identity provider.</summary>
internal sealed class CogniteTokens(ProviderKeys keys, IOptions<CogniteOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Asymmetric signatures only, which only the provider can make: no shared secrets, and no unsigned tokens.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    private IdentityProviderOptions Provider => options.Value.OpenIdConnect;

    /// <returns>The caller that the token identifies; null if it is not valid now, or tokens are not configured.</returns>
    /// <exception cref="ApiException">The token cannot be checked, since the provider cannot be reached.</exception>
    public async Task<CogniteCaller?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (Provider.Authority is null || FindToken(token) is not { } parsed)
        {
            return null;
        }

        var published = await keys.GetAsync(cancellationToken);
        var result = await _handler.ValidateTokenAsync(parsed, ParametersOf(published, parsed));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await keys.GetNewerAsync(cancellationToken) is var newer && newer != published)
        {
            result = await _handler.ValidateTokenAsync(parsed, ParametersOf(newer, parsed));
        }

        return result.IsValid ? ToCaller(result.ClaimsIdentity) : null;
    }

    private JsonWebToken? FindToken(string token)
    {
        try
        {
            return _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenMalformedException)
        {
            return null;
        }
    }

    private TokenValidationParameters ParametersOf(OpenIdConnectConfiguration published, JsonWebToken token) => new()
    {
        ValidIssuer = published.Issuer,
        ValidAudience = Provider.Audience,
        IssuerSigningKeys = published.SigningKeys,
        ValidAlgorithms = Algorithms,
        LifetimeValidator = IsAlive,
        // A token that names its key must be signed with that key.
        TryAllIssuerSigningKeys = string.IsNullOrEmpty(token.Kid),
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is not null && expires > now - ClockSkew && (notBefore is null || notBefore <= now + ClockSkew);
    }

    private CogniteCaller ToCaller(ClaimsIdentity identity)
    {
        var claims = Provider.CapabilityClaims.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var capabilities = claims.SelectMany(name => WordsOf(identity, name)).ToHashSet(StringComparer.Ordinal);
        var account = Provider.Account ?? identity.FindFirst(Provider.AccountClaim!)?.Value;
        return new CogniteCaller(
            identity.FindFirst(JwtRegisteredClaimNames.Sub)?.Value ?? "",
            account is not null && AccountName.IsValid(account) ? account : null,
            [.. WordsOf(identity, Provider.ProjectsClaim)],
            capabilities.Contains(Provider.ReadCapability),
            capabilities.Contains(Provider.WriteCapability));
    }

    /// <summary>A list is parsed as one claim per entry, and a string may contain several words.</summary>
    private static IEnumerable<string> WordsOf(ClaimsIdentity identity, string name) =>
        identity.FindAll(name).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
