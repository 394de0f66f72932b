using System.Reflection;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Bicep;

/// <summary>The real compiler, from its package.</summary>
internal static class BicepCompiler
{
    public static string Path { get; } = typeof(BicepCompiler).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Bicep").Value!.Replace('\\', '/');

    public static Task<(int ExitCode, string Output)> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        Command.RunAsync(Path, arguments, cancellationToken);
}
