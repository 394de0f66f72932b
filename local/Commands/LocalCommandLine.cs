using System.CommandLine;
using System.CommandLine.Invocation;

namespace SegFunctions.Local.Commands;

/// <summary>The whole command line.</summary>
internal static class LocalCommandLine
{
    // Ctrl-C and SIGTERM cancel the command's token; stopping three kinds of processes in order takes longer than the library's two seconds.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    public static RootCommand Create() => new("Segmentation on this machine: the whole stack, and a client of its HTTP API.")
    {
        GlobalOptions.Config,
        GlobalOptions.Cache,
        new ServeCommand(),
        new SegmentCommand(),
        new JobsCommand(),
        new KeysCommand(),
        new AccountsCommand(),
        new ModelsCommand(),
    };

    /// <returns>The exit code: 0, 1 if a picture failed, 2 if nothing was run, 130 after Ctrl-C.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = StopPatience, Output = output, Error = errors };
        var parsed = Create().Parse(arguments);
        parsed.InvocationConfiguration.Error = errors;
        return parsed.Action is ParseErrorAction ? CommandContext.Refuse(parsed) : await parsed.InvokeAsync(invocation);
    }
}
