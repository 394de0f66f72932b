namespace SegFunctions.Orchestrations;

/// <summary>Names of the job's orchestrators and activities. They are part of stored histories: never rename one while instances of it are open.</summary>
public static class FunctionNames
{
    public const string RunJob = "RunJob";
    public const string TakeTurn = "TakeTurn";
    public const string FetchInput = "FetchInput";
    public const string DispatchItem = "DispatchItem";
    public const string RunVideo = "RunVideo";
    public const string SetTokensAside = "SetTokensAside";
    public const string WriteVideoPlan = "WriteVideoPlan";
    public const string FindMissingResults = "FindMissingResults";
    public const string WriteCancelMarker = "WriteCancelMarker";
    public const string WriteManifest = "WriteManifest";
    public const string SettleTokens = "SettleTokens";
    public const string RecordOutcome = "RecordOutcome";
    public const string EndJob = "EndJob";
}
