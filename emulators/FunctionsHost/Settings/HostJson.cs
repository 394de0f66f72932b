using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Emulators.FunctionsHost.Settings;

/// <summary>host.json, with the real host's defaults. A setting <c>AzureFunctionsJobHost__path__to__name</c> overrides the file.</summary>
internal sealed class HostJson
{
    /// <summary>The section under which the real host keeps the file in its configuration.</summary>
    public const string Root = "AzureFunctionsJobHost";

    private static readonly string[] Sections = ["version", "functionTimeout", "logging", "extensions"];

    private static readonly string[] Extensions = ["http", "serviceBus", "durableTask"];

    private readonly IConfiguration _json;

    private HostJson(IConfiguration json)
    {
        _json = json;
        FunctionTimeout = ReadTimeout(json["functionTimeout"]);
    }

    /// <summary>Without leading or trailing slashes; may be empty.</summary>
    public string RoutePrefix => _json["extensions:http:routePrefix"]?.Trim('/') ?? "api";

    /// <summary>Null for no limit, which the file writes as <c>-1</c>.</summary>
    public TimeSpan? FunctionTimeout { get; }

    public bool UsesOpenTelemetry => "OpenTelemetry".Equals(_json["telemetryMode"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Log levels by category.</summary>
    public IConfigurationSection Logging => _json.GetSection("logging");

    public IConfigurationSection ServiceBus => _json.GetSection("extensions:serviceBus");

    public IConfigurationSection DurableTask => _json.GetSection("extensions:durableTask");

    /// <summary>Sections of the file that have no effect here, for the log.</summary>
    public IReadOnlyList<string> Ignored =>
    [
        .. _json.GetChildren().Select(section => section.Key).Where(key => !Sections.Contains(key, StringComparer.OrdinalIgnoreCase)),
        .. _json.GetSection("extensions").GetChildren().Where(section => !Extensions.Contains(section.Key, StringComparer.OrdinalIgnoreCase)).Select(section => $"extensions.{section.Key}"),
    ];

    /// <param name="path">If the file is missing, all values have their defaults.</param>
    /// <exception cref="HostStartException">The file is not JSON.</exception>
    public static HostJson Read(string path, HostSettings settings)
    {
        try
        {
            return new HostJson(new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(path), optional: true)
                .AddConfiguration(settings.Configuration.GetSection(Root))
                .Build());
        }
        catch (InvalidDataException error)
        {
            throw new HostStartException($"{path} cannot be read: {error.InnerException?.Message ?? error.Message}");
        }
    }

    /// <summary>All of its values, under <see cref="Root"/>, for an extension that reads its own part.</summary>
    public IEnumerable<KeyValuePair<string, string?>> UnderRoot() =>
        _json.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create($"{Root}:{pair.Key}", pair.Value));

    private static TimeSpan? ReadTimeout(string? text) => text switch
    {
        null => TimeSpan.FromMinutes(30),
        "-1" => null,
        _ when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var limit) => limit,
        _ => throw new HostStartException($"host.json: functionTimeout '{text}' is not a valid time."),
    };
}

/// <summary>The host cannot start with this app or its configuration. The message is a sentence that says what to change.</summary>
internal sealed class HostStartException(string message) : Exception(message)
{
    /// <param name="function">The name of the function at fault.</param>
    public static HostStartException Of(string function, string fault) => new($"Function '{function}' cannot start: {fault}");
}
