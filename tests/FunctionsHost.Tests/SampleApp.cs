namespace FunctionsHost.Tests;

/// <summary>The app that the host starts, in its own project's output.</summary>
internal static class SampleApp
{
    public static string Path { get; } = System.IO.Path.Combine(
        AppContext.BaseDirectory.Replace("FunctionsHost.Tests", "FunctionsHost.SampleApp", StringComparison.Ordinal), "FunctionsHost.SampleApp.dll");
}
