using System.Globalization;
using SegFunctions.Accounts;
using SegFunctions.Files;

namespace SegFunctions.Apis.Cognite;

/// <summary>Reads the path and the query string of a request.</summary>
internal static class CogniteQuery
{
    /// <summary>The scope of the caller's files in the project that the path names.</summary>
    /// <exception cref="ApiException">The project's name is invalid.</exception>
    public static FileScope Scope(HttpRequest request) => request.RouteText("project") is var project && FileScope.IsProject(project)
        ? new FileScope(request.Account(), project)
        : throw new ApiException(ApiErrorCode.NotFound, $"There is no such project: a project's name has {FileScope.ProjectRule}.");

    /// <returns>Null if the route's value is not a valid id.</returns>
    public static long? FindId(HttpRequest request, string name) =>
        long.TryParse(request.RouteText(name), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is >= 1 and <= FileId.MaxValue ? id : null;

    /// <summary>Reads a flag; false if it is absent.</summary>
    public static bool Flag(HttpRequest request, string name) => FindFlag(request, name) ?? false;

    /// <returns>Null if the flag is absent.</returns>
    /// <exception cref="ApiException">The value is neither true nor false.</exception>
    public static bool? FindFlag(HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" => null,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw Invalid($"{name} must be true or false."),
    };

    /// <exception cref="ApiException">The value is not a whole number within the range.</exception>
    public static int Number(HttpRequest request, string name, int most, int whenAbsent) => request.Query[name].ToString() switch
    {
        "" => whenAbsent,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most => number,
        _ => throw Invalid($"{name} must be a whole number from 1 to {most}."),
    };

    /// <returns>Null if there is no cursor.</returns>
    /// <exception cref="ApiException">The cursor does not come from a page.</exception>
    public static FileId? FindCursor(string? cursor) => string.IsNullOrEmpty(cursor) ? null
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is >= 1 and <= FileId.MaxValue ? new FileId(id)
        : throw Invalid("cursor was not issued by this server.");

    public static string? FindText(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static ApiException Invalid(string message) => new(ApiErrorCode.RequestInvalid, message);
}
