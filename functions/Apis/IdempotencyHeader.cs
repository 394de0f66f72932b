using System.Text.Json;
using SegFunctions.Accounts;
using SegFunctions.Submission;

namespace SegFunctions.Apis;

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
