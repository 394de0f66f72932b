using System.Diagnostics;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>
/// This program once more, as a client of the queues in a process of its own. The two speak in lines of standard input and output; when the standard
/// input ends, so does the process.
/// </summary>
internal sealed class QueueProcess : IDisposable
{
    private const string ConnectionVariable = "SEGFUNCTIONS_BENCHMARK_QUEUES";

    private QueueProcess(Process process) => Process = process;

    /// <summary>In the process that was started: the connection string it was given.</summary>
    /// <exception cref="InvalidOperationException">Nobody gave one.</exception>
    public static string ConnectionString => Environment.GetEnvironmentVariable(ConnectionVariable)
        ?? throw new InvalidOperationException($"{ConnectionVariable} is not set: this verb is started by `queue`.");

    public Process Process { get; }

    /// <param name="connectionString">For the process's client.</param>
    /// <param name="arguments">A hidden verb of this program and its options.</param>
    public static QueueProcess Start(string connectionString, params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var assembly = typeof(QueueProcess).Assembly.Location;
        var start = new ProcessStartInfo(program, Path.GetFileNameWithoutExtension(program) == "dotnet" ? [assembly, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[ConnectionVariable] = connectionString;
        return new QueueProcess(Process.Start(start)!);
    }

    /// <summary>In the process that was started: canceled when the one that started it lets go. Reads the standard input, which nobody else may.</summary>
    public static CancellationToken Leash(CancellationToken cancellationToken)
    {
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = new Thread(() =>
        {
            while (Console.In.ReadLine() is not null)
            {
            }

            stopping.Cancel();
        });
        watching.IsBackground = true;
        watching.Start();
        return stopping.Token;
    }

    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await Process.StandardOutput.ReadLineAsync(cancellationToken)
        ?? throw new InvalidOperationException($"The process {string.Join(' ', Process.StartInfo.ArgumentList)} has ended.");

    public Task WriteLineAsync(string line) => Process.StandardInput.WriteLineAsync(line);

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
    }
}
