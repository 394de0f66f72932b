using System.Globalization;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Adds the headers <c>X-RateLimit-…</c> to every response, if the key has a limit.</summary>
public sealed class RemoveBgRates(RequestRates rates, TimeProvider time)
{
    /// <returns>The same response with the headers.</returns>
    internal IResult Announce(IResult answer) => new Announced(answer, this);

    private void Write(HttpContext http)
    {
        if (http.Features.Get<AuthenticatedAccount>() is { Key: var key } && rates.Find(key) is { } allowance)
        {
            var headers = http.Response.Headers;
            headers[RemoveBgHeaders.RateLimit] = ToText(allowance.Limit);
            headers[RemoveBgHeaders.RateRemaining] = ToText(allowance.Left);
            headers[RemoveBgHeaders.RateReset] = ToText((time.GetUtcNow() + allowance.WholeIn).ToUnixTimeSeconds());
        }
    }

    private static string ToText(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Announced(IResult answer, RemoveBgRates rates) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            rates.Write(httpContext);
            return answer.ExecuteAsync(httpContext);
        }
    }
}
