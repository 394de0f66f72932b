using System.Globalization;
using SegFunctions.Submission;

namespace SegFunctions.Apis.PiApi;

/// <summary>The query string of the calls for several tasks. Times are Unix seconds.</summary>
/// <param name="IsOurs">Whether the requested model is the only one that this server has, or all.</param>
/// <param name="From">Only tasks created at this time or later; null for no bound.</param>
/// <param name="Until">Only tasks created before this time; null for no bound.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1–100.</param>
internal sealed record PiApiQuery(bool IsOurs, DateTimeOffset? From, DateTimeOffset? Until, int Page = 1, int PageSize = PiApiQuery.DefaultPageSize)
{
    private const int DefaultPageSize = 10;
    private const int MaxPageSize = 100;
    private const int MaxPage = 1_000_000;

    /// <summary>The names of this server's model in the vendor's lists, tasks and documentation, and those for all models.</summary>
    private static readonly string[] Ours = ["", "all", PiApiMapping.Provider, "image-toolkit", CreateTaskRequest.KnownModel];

    /// <summary>Reads the query string of DELETE /api/v1/tasks: <c>model</c>, which is needed, <c>created_before</c>.</summary>
    /// <exception cref="ApiException">Names every fault.</exception>
    public static PiApiQuery ReadCancel(Func<string, string?> query)
    {
        var faults = new List<string>();
        if (string.IsNullOrEmpty(query("model")))
        {
            faults.Add("model is missing; all stands for every model");
        }

        var read = new PiApiQuery(IsOursBy(query), null, ReadTime(query, "created_before", faults));
        return faults.Count == 0 ? read : throw ApiException.ForFaults(faults);
    }

    /// <summary>Reads the query string of GET /api/open/tasks/histories: <c>page</c>, <c>page_size</c>, <c>model</c>, <c>start_time</c>, <c>end_time</c>.</summary>
    /// <exception cref="ApiException">Names every fault.</exception>
    public static PiApiQuery ReadHistory(Func<string, string?> query)
    {
        var faults = new List<string>();
        var read = new PiApiQuery(
            IsOursBy(query),
            ReadTime(query, "start_time", faults),
            ReadTime(query, "end_time", faults)?.AddSeconds(1),
            ReadNumber(query, "page", 1, MaxPage, faults),
            ReadNumber(query, "page_size", DefaultPageSize, MaxPageSize, faults));
        return faults.Count == 0 ? read : throw ApiException.ForFaults(faults);
    }

    public ApiJobsQuery ToJobsQuery() => new(PiApiSurface.Name, From, Until, (Page - 1) * PageSize, PageSize);

    private static bool IsOursBy(Func<string, string?> query) => Ours.Contains(query("model") ?? "", StringComparer.OrdinalIgnoreCase);

    private static int ReadNumber(Func<string, string?> query, string name, int absent, int max, List<string> faults)
    {
        if (query(name) is not { } text)
        {
            return absent;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
        {
            return number;
        }

        faults.Add($"{name} must be a whole number from 1 to {max}");
        return absent;
    }

    private static DateTimeOffset? ReadTime(Func<string, string?> query, string name, List<string> faults)
    {
        if (query(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        faults.Add($"{name} must be a time in seconds since 1970");
        return null;
    }
}
