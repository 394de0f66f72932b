using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using SegFunctions.Accounts;
using SegFunctions.Submission;

namespace SegFunctions.Apis;

/// <summary>The header <c>Prefer</c> of RFC 7240, of which <c>wait</c> is supported. Other preferences are ignored, as the RFC requires.</summary>
internal static class PreferHeader
{
    private const string Name = "Prefer";
    private const string Wait = "wait";

    /// <summary>The longest wait, and the default if there is no number.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <returns>1–60 s; null if the client does not request a wait, or an invalid one. If there are several, the first one counts.</returns>
    public static TimeSpan? FindWait(HttpRequest request)
    {
        foreach (var text in request.Headers.GetCommaSeparatedValues(Name))
        {
            if (NameValueWithParametersHeaderValue.TryParse(text, out var preference) && Wait.Equals(preference.Name, StringComparison.OrdinalIgnoreCase))
            {
                return ReadSeconds(preference.Value?.Trim('"') ?? "");
            }
        }

        return null;
    }

    /// <summary>Tells the client which wait was applied.</summary>
    public static void Confirm(HttpResponse response, TimeSpan wait) =>
        response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"{Wait}={wait.TotalSeconds}");

    private static TimeSpan? ReadSeconds(string text)
    {
        if (text.Length == 0)
        {
            return LongestWait;
        }

        if (!text.All(char.IsAsciiDigit))
        {
            return null;
        }

        var isShort = int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds < LongestWait.TotalSeconds;
        return !isShort ? LongestWait : seconds == 0 ? null : TimeSpan.FromSeconds(seconds);
    }
}

/// <summary>The header <c>Idempotency-Key</c>, as in draft-ietf-httpapi-idempotency-key-header-07, and also without the quotes, as many clients send it.</summary>
internal static class IdempotencyHeader
{
    private const string Name = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <param name="body">Identifies the request, together with its path.</param>
    /// <returns>Null if the request has no such header.</returns>
    /// <exception cref="ApiException">The header is empty, too long, present more than once, or contains anything but visible ASCII characters.</exception>
    public static IdempotencyKey? Find(HttpRequest request, JsonElement body)
    {
        if (!request.Headers.TryGetValue(Name, out var values))
        {
            return null;
        }

        var name = Unquote(values.ToString());
        return values.Count == 1 && name.Length is >= 1 and <= MaxLength && name.All(letter => letter is >= '!' and <= '~')
            ? IdempotencyKey.Of(request.Account(), name, $"{request.Path}\n{body.GetRawText()}")
            : throw new ApiException(ApiErrorCode.RequestInvalid, $"The header {Name} must be there once, with 1 to {MaxLength} visible ASCII characters.");
    }

    private static string Unquote(string value) => value is ['"', .. var inner, '"']
        ? inner.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : value;
}
