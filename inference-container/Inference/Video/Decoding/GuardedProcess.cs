using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace SegFunctions.Inference.Video.Decoding;

/// <summary>
/// A program that reads untrusted data. It inherits no settings and no secrets, has limits on memory, processor time and output, and is killed with all its
/// child processes when its time is up or the caller cancels.
/// </summary>
internal sealed partial class GuardedProcess : IAsyncDisposable
{
    private const int KeptErrors = 4000;

    private readonly Process _process;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _killing;
    private readonly StringBuilder _errors = new();
    private readonly Task _readingErrors;

    private GuardedProcess(Process process, CancellationTokenSource end)
    {
        (_process, _end) = (process, end);
        _killing = end.Token.Register(Kill);
        _readingErrors = ReadErrorsAsync();
    }

    /// <summary>What the program reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What the program writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The last lines of its error output, for the log; they may name local paths.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Whether it was killed because it took too long.</summary>
    public bool IsOutOfTime { get; private set; }

    /// <param name="program">Path of the executable.</param>
    /// <param name="arguments">Passed as they are, without a shell.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public static GuardedProcess Start(string program, IReadOnlyList<string> arguments, ProcessBudget budget, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        start.Environment["LC_ALL"] = "C";
        var process = Process.Start(start)!;
        Limit(process.Id, budget);
        var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var guarded = new GuardedProcess(process, end);
        guarded.KillAfter(budget.Time, cancellationToken);
        return guarded;
    }

    /// <summary>Waits until the program ends.</summary>
    /// <returns>The exit code; a killed program's if its time was up.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        await _readingErrors;
        cancellationToken.ThrowIfCancellationRequested();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _readingErrors;
        await _killing.DisposeAsync();
        _end.Dispose();
        _process.Dispose();
    }

    private void KillAfter(TimeSpan time, CancellationToken asked)
    {
        _end.Token.Register(() => IsOutOfTime = !asked.IsCancellationRequested);
        _end.CancelAfter(time);
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has already ended.
        }
    }

    private async Task ReadErrorsAsync()
    {
        var buffer = new char[1024];
        while (await _process.StandardError.ReadAsync(buffer) is var count and > 0)
        {
            lock (_errors)
            {
                _errors.Append(buffer, 0, count);
                _errors.Remove(0, Math.Max(0, _errors.Length - KeptErrors));
            }
        }
    }

    private static void Limit(int process, ProcessBudget budget)
    {
        SetLimit(process, Resource.AddressSpace, budget.Memory);
        SetLimit(process, Resource.FileSize, budget.Output);
        SetLimit(process, Resource.CoreFile, 0);
        SetLimit(process, Resource.ProcessorSeconds, (long)Math.Ceiling(budget.Time.TotalSeconds) * Environment.ProcessorCount);
    }

    // Fails for a program that has already ended, which needs no limits.
    private static void SetLimit(int process, Resource resource, long most) => _ = SetResourceLimit(process, resource, new ResourceLimit(most, most), IntPtr.Zero);

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int SetResourceLimit(int process, Resource resource, in ResourceLimit limit, IntPtr old);

    /// <summary>The numbers in Linux's <c>sys/resource.h</c>.</summary>
    private enum Resource
    {
        ProcessorSeconds = 0,
        FileSize = 1,
        CoreFile = 4,
        AddressSpace = 9,
    }

    private readonly record struct ResourceLimit(long Soft, long Hard);
}

/// <summary>What a program may use.</summary>
/// <param name="Time">Until it is killed.</param>
/// <param name="Memory">Maximum bytes of address space.</param>
/// <param name="Output">Maximum bytes of a file that it writes.</param>
internal sealed record ProcessBudget(TimeSpan Time, long Memory = 4L << 30, long Output = 4L << 30);
