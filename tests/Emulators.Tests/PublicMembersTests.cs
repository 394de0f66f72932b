using System.Runtime.CompilerServices;

namespace Emulators.Tests;

/// <summary>
/// Only what sets the stage knows that there are emulators. What stands outside the folders Emulated is compiled against the real packages too
/// (the project file says how), so it can't use a member that those lack.
/// </summary>
public sealed class PublicMembersTests
{
    private static readonly string[] Stage = ["TestEngine.cs", "TestFunctions.cs", "WrappedFunctions.cs", "DurableChildRoles.cs", "TestHost.cs", "QueueUnderTest.cs"];

    [Fact]
    public void Only_the_stage_knows_the_emulators()
    {
        var folder = Path.GetDirectoryName(ThisFile())!;
        var knowing = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(folder, path).Split('/')[0] is not ("bin" or "obj"))
            .Where(path => File.ReadLines(path).Any(line => line.StartsWith("using ", StringComparison.Ordinal) && line.Contains(".Emulation", StringComparison.Ordinal)))
            .Select(path => Path.GetFileName(path));

        Assert.Empty(knowing.Except(Stage));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
