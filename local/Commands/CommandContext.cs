using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using SegFunctions.Local.Settings;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Commands;

/// <summary>What every command needs: settings overridden by flags, the screen, and error handling.</summary>
internal sealed class CommandContext
{
    private const int CannotRun = 2;
    private const int Interrupted = 130;

    private readonly ParseResult _parsed;

    private CommandContext(ParseResult parsed)
    {
        _parsed = parsed;
        Screen = Screens.Choose(parsed.InvocationConfiguration.Error);
        Settings = new SettingsReader(Environment.GetEnvironmentVariable).Read(parsed.GetValue(GlobalOptions.Config));
    }

    public LocalSettings Settings { get; }

    /// <summary>Standard output, for results.</summary>
    public TextWriter Output => _parsed.InvocationConfiguration.Output;

    public IProgressScreen Screen { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>The cache folder, as an absolute path.</summary>
    public string Cache => Path.GetFullPath(_parsed.GetValue(GlobalOptions.Cache) ?? Settings.Cache ?? UserFolders.Cache);

    /// <param name="given">The value of a flag; null if it is not given.</param>
    /// <returns>Absolute path of the folder with a server's state and added models.</returns>
    public string DataFolder(string? given) => Path.GetFullPath(given ?? Settings.Data ?? UserFolders.State);

    /// <summary>Binds <paramref name="command"/> to <paramref name="run"/>; a failure becomes a sentence on standard error and exit code 2.</summary>
    public static void Bind(Command command, Func<CommandContext, ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // System.CommandLine handles Ctrl-C only once an action has returned its task: until then the process would simply be killed.
            await Task.Yield();
            try
            {
                var context = new CommandContext(parsed);

                // Running processes must be stopped in order, which takes a while, so the user is told first.
                var work = new CancellationTokenSource();
                await using var stopping = cancellationToken.Register(() =>
                {
                    try
                    {
                        context.Screen.Say("Stopping.");
                    }
                    finally
                    {
                        _ = work.CancelAsync();
                    }
                });
                return await run(context, parsed, work.Token);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return Interrupted;
            }
            // Whatever went wrong, the user gets a sentence instead of a stack trace.
            catch (Exception exception)
            {
                return Fail(parsed, Describe(exception, cancellationToken));
            }
        });

    /// <summary>Reports what is wrong with the command line. Help is printed only on request.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            Fail(parsed, error.Message);
        }

        parsed.InvocationConfiguration.Error.WriteLine("Run with --help to see the commands and options.");
        return CannotRun;
    }

    private static int Fail(ParseResult parsed, string message)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"error: {message}");
        return CannotRun;
    }

    private static string Describe(Exception exception, CancellationToken cancellationToken) =>
        exception is UserException ? exception.Message
        : ServerFault.Is(exception, cancellationToken) ? ServerFault.Describe(exception)
        : FileFault.Is(exception) ? FileFault.Describe(exception)
        : $"This should not have happened, please report it: {exception}";
}
