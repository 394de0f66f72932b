using Microsoft.DurableTask.Emulation;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Emulation.Hosting;

/// <summary>What the emulator reads of <c>host.json</c>, with the real host's defaults. A setting <c>AzureFunctionsJobHost__path__to__name</c> wins over the file.</summary>
internal sealed record HostJson
{
    public string RoutePrefix { get; init; } = "api";

    public int MaxConcurrentCalls { get; init; } = 16;

    public int PrefetchCount { get; init; }

    public int MaxMessageBatchSize { get; init; } = 1000;

    public bool AutoCompleteMessages { get; init; } = true;

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    public int MaxConcurrentOrchestrations { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Null for no limit, <c>-1</c> in the file. Default: as long as a plan without a limit of its own grants.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public VersionRules Versions { get; init; } = new();

    /// <summary>Levels by category, in the shape of the <c>Logging</c> section.</summary>
    public required IConfigurationSection Logging { get; init; }

    /// <param name="path">A missing file means defaults.</param>
    /// <param name="settings">The app's configuration.</param>
    public static HostJson Read(string path, IConfiguration settings)
    {
        IConfigurationRoot json = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(path), optional: true)
            .AddConfiguration(settings.GetSection("AzureFunctionsJobHost"))
            .Build();
        var serviceBus = json.GetSection("extensions:serviceBus");
        var durable = json.GetSection("extensions:durableTask");
        var result = new HostJson { Logging = json.GetSection("logging") };
        return result with
        {
            RoutePrefix = json["extensions:http:routePrefix"]?.Trim('/') ?? result.RoutePrefix,
            MaxConcurrentCalls = serviceBus.GetValue("maxConcurrentCalls", result.MaxConcurrentCalls),
            PrefetchCount = serviceBus.GetValue("prefetchCount", result.PrefetchCount),
            MaxMessageBatchSize = serviceBus.GetValue("maxMessageBatchSize", result.MaxMessageBatchSize),
            AutoCompleteMessages = serviceBus.GetValue("autoCompleteMessages", result.AutoCompleteMessages),
            MaxAutoLockRenewalDuration = serviceBus.GetValue("maxAutoLockRenewalDuration", result.MaxAutoLockRenewalDuration),
            MaxConcurrentActivities = durable.GetValue("maxConcurrentActivityFunctions", result.MaxConcurrentActivities),
            MaxConcurrentOrchestrations = durable.GetValue("maxConcurrentOrchestratorFunctions", result.MaxConcurrentOrchestrations),
            FunctionTimeout = json["functionTimeout"] == "-1" ? null : json.GetValue("functionTimeout", result.FunctionTimeout),
            Versions = new VersionRules
            {
                Default = durable["defaultVersion"] ?? string.Empty,
                Match = durable.GetValue("versionMatchStrategy", VersionMatch.CurrentOrOlder),
                FailsOthers = "Fail".Equals(durable["versionFailureStrategy"], StringComparison.OrdinalIgnoreCase),
            },
        };
    }
}
