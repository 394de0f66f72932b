namespace SegFunctions.Apis;

/// <summary>How one API words its errors.</summary>
/// <param name="PathPrefix">Requests below it are the API's; empty for all others.</param>
/// <param name="ToResult">From a code and a message to the answer; total over the codes.</param>
public sealed record ErrorShape(string PathPrefix, Func<RefusalCode, string, IResult> ToResult);
