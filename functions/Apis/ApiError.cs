using System.Collections.ObjectModel;
using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>Why a request is not answered as asked.</summary>
/// <param name="Code">Each API maps it to a status and a code of its own.</param>
/// <param name="Message">A sentence for the client.</param>
public sealed record ApiError(ApiErrorCode Code, string Message)
{
    /// <summary>When to try again, at least a second; null where that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Response headers to set along with the body.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What the account has left; present with <see cref="ApiErrorCode.TokensSpent"/>.</summary>
    public long? RemainingTokens { get; init; }

    /// <summary>What the job needs; present with <see cref="ApiErrorCode.TokensSpent"/>.</summary>
    public long? RequestedTokens { get; init; }

    /// <summary>One of the account's open jobs; present with <see cref="ApiErrorCode.OpenJobsLimitReached"/>.</summary>
    public string? ActiveJobId { get; init; }

    /// <summary>What the error is about, as the client named it; present with <see cref="ApiErrorCode.ItemsUnknown"/> and <see cref="ApiErrorCode.ItemsTaken"/>.</summary>
    public IReadOnlyList<JsonElement> Items { get; init; } = [];

    /// <summary><see cref="RetryAfter"/> in whole seconds, rounded up.</summary>
    public int? RetryAfterSeconds => RetryAfter is { } pause ? Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)) : null;
}
