namespace SegFunctions.Local.Stack;

/// <summary>What a stack is started with.</summary>
/// <param name="DataFolder">Absolute; blobs, tables, queues, durable state and logs.</param>
/// <param name="AzuriteEntry">Azurite's script, as <see cref="Setup.AzuriteInstaller"/> gives it.</param>
/// <param name="ModelsFolder">Absolute; where networks are installed.</param>
/// <param name="ApiKey">The key that the API will accept.</param>
/// <param name="Port">Where the API listens; null for a free port.</param>
/// <param name="Workers">Inference processes, at least 1.</param>
internal sealed record StackOptions(string DataFolder, string AzuriteEntry, string ModelsFolder, string ApiKey, int? Port, int Workers)
{
    /// <summary>Where the workers compute: <c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>.</summary>
    public string Provider { get; init; } = "cpu";

    /// <summary>Whether the workers' network for words knows every word. Default: false.</summary>
    public bool KnowsAnyWord { get; init; }

    /// <summary>Names of the added networks that jobs may ask for.</summary>
    public IReadOnlyList<string> JobModels { get; init; } = [];

    /// <summary>Those of them that know every word.</summary>
    public IReadOnlyList<string> WordModels { get; init; } = [];

    /// <summary>Laid over the workers' settings.</summary>
    public IReadOnlyDictionary<string, string> WorkerSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Laid over the functions app's settings.</summary>
    public IReadOnlyDictionary<string, string> AppSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether inputs and webhooks may be at addresses of this machine. Default: false.</summary>
    public bool AllowsLoopback { get; init; }

    /// <summary>Whether Azurite's log says what it is asked. Default: false.</summary>
    public bool LogsStorage { get; init; }
}
