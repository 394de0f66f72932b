using System.Globalization;
using SegFunctions.Accounts;
using SegFunctions.Files;

namespace SegFunctions.Apis.Cognite;

/// <summary>What stands in a request's address.</summary>
internal static class CogniteQuery
{
    /// <summary>The caller's files in the address's project.</summary>
    /// <exception cref="ApiException">No project can have that name.</exception>
    public static FileScope Scope(HttpRequest request) => request.RouteText("project") is var project && FileScope.IsProject(project)
        ? new FileScope(request.Account(), project)
        : throw new ApiException(ApiErrorCode.NotFound, $"There is no such project: a project's name has {FileScope.ProjectRule}.");

    /// <returns>Null when the route names none that there can be.</returns>
    public static long? FindId(HttpRequest request, string name) =>
        long.TryParse(request.RouteText(name), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is >= 1 and <= FileId.MaxValue ? id : null;

    /// <summary>False when it is not there.</summary>
    public static bool Flag(HttpRequest request, string name) => FindFlag(request, name) ?? false;

    /// <returns>Null when it is not there.</returns>
    /// <exception cref="ApiException">It is neither true nor false.</exception>
    public static bool? FindFlag(HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" => null,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw Invalid($"{name} must be true or false."),
    };

    /// <exception cref="ApiException">It is no whole number in the range.</exception>
    public static int Number(HttpRequest request, string name, int most, int whenAbsent) => request.Query[name].ToString() switch
    {
        "" => whenAbsent,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most => number,
        _ => throw Invalid($"{name} must be a whole number from 1 to {most}."),
    };

    /// <returns>Null when there is none.</returns>
    /// <exception cref="ApiException">No page gave it.</exception>
    public static FileId? FindCursor(string? cursor) => string.IsNullOrEmpty(cursor) ? null
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is >= 1 and <= FileId.MaxValue ? new FileId(id)
        : throw Invalid("cursor is none that this server gave out.");

    public static string? FindText(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static ApiException Invalid(string message) => new(ApiErrorCode.RequestInvalid, message);
}
