using System.CommandLine;
using System.CommandLine.Invocation;
using SegFunctions.Local.Commands;

var root = new RootCommand("Segmentation on this machine: the whole stack, and a client of its HTTP API.")
{
    GlobalOptions.Config,
    GlobalOptions.Cache,
    new ServeCommand(),
    new SegmentCommand(),
    new KeysCommand(),
    new AccountsCommand(),
    new ModelsCommand(),
};

// Ctrl-C and SIGTERM cancel the command's token; stopping three kinds of processes in order takes longer than the library's two seconds.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
var parsed = root.Parse(args);
return parsed.Action is ParseErrorAction ? CommandContext.Refuse(parsed) : await parsed.InvokeAsync(invocation);
