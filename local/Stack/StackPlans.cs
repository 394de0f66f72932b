using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegFunctions.Local.Stack;

/// <summary>The processes of a stack, each with the settings that its production program reads.</summary>
internal sealed class StackPlans(StackOptions options, StackPorts ports, DataFolder folder, BuildOutputs outputs)
{
    // Azurite's well-known account, from its own documentation: it protects nothing.
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Connection string of Azurite.</summary>
    public string Storage =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};"
        + $"BlobEndpoint={StackPorts.UrlOf(ports.Blobs)}/{Account};TableEndpoint={StackPorts.UrlOf(ports.Tables)}/{Account};";

    /// <summary>Connection string of the broker.</summary>
    public string ServiceBus =>
        $"Endpoint=sb://127.0.0.1:{ports.ServiceBus};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={folder.GetServiceBusKey()};"
        + "UseDevelopmentEmulator=true;";

    public ChildPlan Azurite() => new(
        "azurite",
        "node",
        [
            "--require", Path.Combine(AppContext.BaseDirectory, "azurite", "selective-first.cjs"),
            "--require", Path.Combine(AppContext.BaseDirectory, "azurite", "patterns-once.cjs"),
            options.AzuriteEntry, "--location", folder.Azurite, "--disableTelemetry", "--skipApiVersionCheck", .. (string[])(options.LogsStorage ? [] : ["--silent"]),
            "--blobHost", "127.0.0.1", "--blobPort", Text(ports.Blobs),
            "--tableHost", "127.0.0.1", "--tablePort", Text(ports.Tables),
            "--queueHost", "127.0.0.1", "--queuePort", Text(ports.StorageQueues),
        ],
        new Dictionary<string, string>());

    /// <summary>The key is in a file, since every user of the machine can read a process's arguments.</summary>
    public ChildPlan Broker()
    {
        // Creates the file before the broker reads it.
        folder.GetServiceBusKey();
        return Dotnet(
            "service-bus",
            outputs.ServiceBus,
            [],
            "--port", Text(ports.ServiceBus), "--http-port", Text(ports.ServiceBusHttp),
            "--data", folder.ServiceBus, "--queues", folder.QueueDefinitions, "--key-file", folder.ServiceBusKeyFile);
    }

    /// <summary>The host, which starts the app as a process of its own.</summary>
    public ChildPlan Functions()
    {
        var settings = new Dictionary<string, string>(options.AppSettings)
        {
            // The app itself serves the root path.
            ["AzureWebJobsDisableHomepage"] = "true",
            ["Storage__ConnectionString"] = Storage,
            ["ServiceBus"] = ServiceBus,
            ["Accounts__Keys__0__Account"] = "local",
            ["Accounts__Keys__0__Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.ApiKey))),
            ["Accounts__Keys__0__Scopes"] = "Jobs, Manage",
            // On one's own machine there are no other accounts to protect; a key can still have a limit of its own.
            ["Accounts__RequestsPerMinute"] = "0",
            ["Playground__LocalKey"] = options.ApiKey,
            ["Jobs__AnyWord"] = options.KnowsAnyWord ? "true" : "false",
            ["Links__PublicBaseUrl"] = StackPorts.UrlOf(ports.Functions),
            // Redirecting clients to another process on the same machine would save nothing, and the playground may read from its own origin only.
            ["Links__MaxStreamedBytes"] = Text(long.MaxValue),
        };
        Number(settings, "Links__SigningKeys", folder.GetSigningKeys());
        Number(settings, "Secrets__Keys", folder.GetSecretKeys());
        Number(settings, "Jobs__Models", options.JobModels);
        Number(settings, "Jobs__WordModels", options.WordModels);
        Number(settings, "Fetch__AllowedNetworks", options.AllowsLoopback ? ["127.0.0.0/8", "::1/128"] : []);
        Number(settings, "Health__WorkerUrls", ports.Workers.Select(port => StackPorts.UrlOf(port) + "/healthz"));

        return Dotnet("functions", outputs.FunctionsHost, settings, outputs.Functions, "--port", Text(ports.Functions), "--data", folder.FunctionsHost);
    }

    public IEnumerable<ChildPlan> Workers() => ports.Workers.Select((port, i) => Dotnet(
        $"worker{i}",
        outputs.Worker,
        new Dictionary<string, string>(options.WorkerSettings)
        {
            ["ASPNETCORE_URLS"] = StackPorts.UrlOf(port),
            ["Storage__ConnectionString"] = Storage,
            ["ServiceBus"] = ServiceBus,
            ["Models__Cache"] = options.ModelsFolder,
            ["Inference__Provider"] = options.Provider,
            ["Inference__Threads"] = ports.Workers.Count == 1 ? "0" : Text(Math.Max(1, Environment.ProcessorCount / ports.Workers.Count)),
        }));

    private static void Number(Dictionary<string, string> settings, string name, IEnumerable<string> values)
    {
        foreach (var (i, value) in values.Index())
        {
            settings[$"{name}__{i}"] = value;
        }
    }

    private static ChildPlan Dotnet(string name, string program, Dictionary<string, string> settings, params string[] arguments)
    {
        // Processes on this machine are never behind a proxy.
        settings["NO_PROXY"] = string.Join(',', ((string?[])["127.0.0.1", Environment.GetEnvironmentVariable("NO_PROXY")]).OfType<string>());
        settings["Logging__Console__FormatterName"] = "simple";
        settings["Logging__Console__FormatterOptions__TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        settings["Logging__Console__FormatterOptions__UseUtcTimestamp"] = "true";
        settings["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(program)!;
        return new ChildPlan(name, BuildOutputs.Dotnet, [program, .. arguments], settings);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
