using System.Text.RegularExpressions;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Settings;

/// <summary>Settings are read through options classes that the table's tests can find.</summary>
public sealed partial class SettingsSourceTests
{
    /// <summary>The places that read the configuration directly: a connection is a value and a section at once, and some names are not ours.</summary>
    private static readonly string[] KnownReaders =
    [
        """functions/Telemetry/TelemetryRegistration.cs: .GetSection("Logging")""",
        "inference-container/Connections/ConnectionRegistration.cs: configuration[QueueConnection.Section]",
        "inference-container/Connections/TelemetryExport.cs: configuration[Insights]",
        "inference-container/Connections/TelemetryExport.cs: configuration[Collector]",
    ];

    private static IEnumerable<string> Sources() =>
        ((string[])["functions", "inference-container/Connections", "inference-container/Worker"]).SelectMany(folder => Repository.FindFiles(".cs", folder));

    [Fact]
    public void Nothing_reads_the_configuration_past_its_options() =>
        Assert.Empty(Sources().SelectMany(path => Reader().Matches(Repository.Read(path)).Select(match => $"{path}: {match.Value}")).Except(KnownReaders));

    [Fact]
    public void Every_bound_section_is_a_class_with_a_constant_of_its_name()
    {
        var found = CodeSettings.OptionsOfFunctions().Concat(CodeSettings.OptionsOfWorker()).Select(type => type.Name);

        Assert.Empty(Sources().SelectMany(path => Bound().Matches(Repository.Read(path)).Select(match => match.Groups["type"].Value)).Except(found));
    }

    [Fact]
    public void Options_are_bound_by_their_constant() =>
        Assert.Empty(Sources().SelectMany(path => BoundByText().Matches(Repository.Read(path)).Select(match => $"{path}: {match.Value}")));

    [GeneratedRegex(@"\b[cC]onfiguration\[[^\]]+\]|\.GetValue<\w+>\(|\.GetSection\([^)]*\)|\.GetConnectionString\([^)]*\)|\bGetEnvironmentVariable\([^)]*\)")]
    private static partial Regex Reader();

    [GeneratedRegex(@"AddOptions<(?<type>\w+)>\(\)\s*\.BindConfiguration|\.Configure<(?<type>\w+Options)>\(\s*\w*[cC]onfiguration")]
    private static partial Regex Bound();

    [GeneratedRegex(@"BindConfiguration\((?!\w+\.Section\))[^)]*\)")]
    private static partial Regex BoundByText();
}
