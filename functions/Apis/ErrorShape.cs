namespace SegFunctions.Apis;

/// <summary>How one API words its errors.</summary>
/// <param name="PathPrefixes">Requests below any of them are the API's; one that is empty takes all others.</param>
/// <param name="ToResult">From a refusal to the answer; total over the codes.</param>
public sealed record ErrorShape(IReadOnlyList<string> PathPrefixes, Func<Refusal, IResult> ToResult);
