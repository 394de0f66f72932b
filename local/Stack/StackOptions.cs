namespace SegFunctions.Local.Stack;

/// <summary>The options of a stack.</summary>
/// <param name="DataFolder">Absolute; blobs, tables, queues, durable state and logs.</param>
/// <param name="AzuriteEntry">Azurite's script, as returned by <see cref="Setup.AzuriteInstaller"/>.</param>
/// <param name="ModelsFolder">Absolute; where networks are installed.</param>
/// <param name="ApiKey">The key that the API will accept.</param>
/// <param name="Port">Where the API listens; null for a free port.</param>
/// <param name="Workers">Number of inference processes, at least 1.</param>
internal sealed record StackOptions(string DataFolder, string AzuriteEntry, string ModelsFolder, string ApiKey, int? Port, int Workers)
{
    /// <summary>Where the workers run networks: <c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>.</summary>
    public string Provider { get; init; } = "cpu";

    /// <summary>Whether the workers' network for text prompts has an open vocabulary. Default: false.</summary>
    public bool KnowsAnyWord { get; init; }

    /// <summary>Names of the added networks that jobs may request.</summary>
    public IReadOnlyList<string> JobModels { get; init; } = [];

    /// <summary>Those of <see cref="JobModels"/> that have an open vocabulary.</summary>
    public IReadOnlyList<string> WordModels { get; init; } = [];

    /// <summary>Additional settings of the workers.</summary>
    public IReadOnlyDictionary<string, string> WorkerSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Additional settings of the functions app.</summary>
    public IReadOnlyDictionary<string, string> AppSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether inputs and webhooks may be at addresses of this machine. Default: false.</summary>
    public bool AllowsLoopback { get; init; }

    /// <summary>Whether Azurite logs its requests. Default: false.</summary>
    public bool LogsStorage { get; init; }
}
