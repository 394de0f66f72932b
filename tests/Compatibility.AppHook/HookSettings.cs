using System.Globalization;

namespace SegFunctions.Compatibility.AppHook;

/// <summary>What the test passes to the hook in the environment.</summary>
internal static class HookSettings
{
    private const string Hooks = "DOTNET_STARTUP_HOOKS";
    private const string Faults = "SEG_TEST_FAULTS";
    private const string Origin = "SEG_TEST_CLOCK_ORIGIN";
    private const string Pace = "SEG_TEST_CLOCK_PACE";

    public static Uri FaultsUrl => new(Read(Faults));

    public static HastyTime Clock => new(
        DateTimeOffset.Parse(Read(Origin), CultureInfo.InvariantCulture), double.Parse(Read(Pace), CultureInfo.InvariantCulture));

    /// <summary>The environment to start the app with.</summary>
    /// <param name="faults">Where to ask whether an operation fails.</param>
    /// <param name="clock">All processes that share it have the same time.</param>
    public static IReadOnlyDictionary<string, string> Create(Uri faults, HastyTime clock) => new Dictionary<string, string>
    {
        [Hooks] = typeof(HookSettings).Assembly.Location,
        [Faults] = faults.ToString(),
        [Origin] = clock.Origin.ToString("O", CultureInfo.InvariantCulture),
        [Pace] = clock.Pace.ToString(CultureInfo.InvariantCulture),
    };

    private static string Read(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
