using Microsoft.DurableTask.Emulation.History;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>
/// Events that nobody has waited for yet, and waits that no event has answered yet, by name. A wait takes the oldest event; an event goes to the latest wait,
/// since code that waits again and again may have given up the waits before.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly List<(Message Message, EventRaised Event)> _untaken = [];
    private readonly List<(string Name, OpenTask Wait)> _waits = [];

    public bool HasWaits => _waits.Count > 0;

    public IEnumerable<Message> Untaken => _untaken.Select(entry => entry.Message);

    public Task<T> WaitAsync<T>(string name, OrchestratorThread thread, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var wait = new OpenTask<T>();
        var found = _untaken.FindIndex(entry => IsSame(entry.Event.Name, name));
        if (found >= 0)
        {
            var payload = _untaken[found].Event.Payload;
            _untaken.RemoveAt(found);
            wait.Complete(payload);
            return wait.Task;
        }

        _waits.Add((name, wait));
        cancellationToken.UnsafeRegister(
            _ =>
            {
                if (thread.CheckAccess() && _waits.RemoveAll(entry => entry.Wait == wait) > 0)
                {
                    wait.Cancel(cancellationToken);
                }
            },
            null);
        return wait.Task;
    }

    public void Raise(Message message, EventRaised raised)
    {
        var found = _waits.FindLastIndex(entry => IsSame(entry.Name, raised.Name));
        if (found < 0)
        {
            _untaken.Add((message, raised));
            return;
        }

        var wait = _waits[found].Wait;
        _waits.RemoveAt(found);
        wait.Complete(raised.Payload);
    }

    private static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
