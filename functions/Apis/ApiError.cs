using System.Collections.ObjectModel;
using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>Why a request is refused or failed.</summary>
/// <param name="Code">Each API maps it to a status and a code of its own.</param>
/// <param name="Message">A sentence for the client.</param>
public sealed record ApiError(ApiErrorCode Code, string Message)
{
    /// <summary>How long to wait before a retry, at least a second; null if a retry would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Response headers to set along with the body.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Tokens that the account has left; present with <see cref="ApiErrorCode.TokensSpent"/>.</summary>
    public long? RemainingTokens { get; init; }

    /// <summary>Tokens that the job needs; present with <see cref="ApiErrorCode.TokensSpent"/>.</summary>
    public long? RequestedTokens { get; init; }

    /// <summary>One of the account's open jobs; present with <see cref="ApiErrorCode.OpenJobsLimitReached"/>.</summary>
    public string? ActiveJobId { get; init; }

    /// <summary>The things that the error is about, as the client named them; present with <see cref="ApiErrorCode.ItemsUnknown"/> and <see cref="ApiErrorCode.ItemsTaken"/>.</summary>
    public IReadOnlyList<JsonElement> Items { get; init; } = [];

    /// <summary>Each fault of the request with its own code, for APIs that have such codes; the message names all faults too.</summary>
    public IReadOnlyList<ApiFault> Faults { get; init; } = [];

    /// <summary><see cref="RetryAfter"/> in whole seconds, rounded up.</summary>
    public int? RetryAfterSeconds => RetryAfter is { } pause ? Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)) : null;
}

/// <summary>One of several faults of a request.</summary>
/// <param name="Code">The API's own code.</param>
/// <param name="Title">The API's own title for the code, for human readers.</param>
/// <param name="Detail">What is wrong with this request.</param>
public sealed record ApiFault(string Code, string Title, string Detail);
