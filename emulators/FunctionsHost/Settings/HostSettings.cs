using Microsoft.Extensions.Configuration;

namespace Emulators.FunctionsHost.Settings;

/// <summary>The app's settings: this process's environment, overridden by the app's own settings. The worker gets the same.</summary>
internal sealed class HostSettings
{
    private readonly IConfigurationRoot _configuration;

    /// <param name="added">Named as in the environment, with <c>__</c> between the parts.</param>
    public HostSettings(IReadOnlyDictionary<string, string?> added)
    {
        Added = added;
        _configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(added.Select(pair => KeyValuePair.Create(Path(pair.Key), pair.Value)))
            .Build();
    }

    /// <summary>The settings that the worker gets in addition to this process's environment.</summary>
    public IReadOnlyDictionary<string, string?> Added { get; }

    public IConfiguration Configuration => _configuration;

    /// <param name="name">As in the environment.</param>
    public string? Find(string name) => _configuration[Path(name)];

    public bool IsTrue(string name) => bool.TryParse(Find(name), out var value) && value;

    /// <summary>Whether <c>AzureWebJobs.Name.Disabled</c>, or the same with underscores, disables a function.</summary>
    public bool IsOff(string function) => IsTrue($"AzureWebJobs.{function}.Disabled") || IsTrue($"AzureWebJobs_{function}_Disabled");

    private static string Path(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
