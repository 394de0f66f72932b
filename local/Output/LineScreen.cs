namespace SegFunctions.Local.Output;

/// <summary>Progress as plain lines: one per change of a row's state, and at most three in between.</summary>
/// <param name="output">Standard error.</param>
internal sealed class LineScreen(TextWriter output) : IProgressScreen, IProgressRows
{
    private readonly Lock _lock = new();

    public Task<T> ShowAsync<T>(Func<IProgressRows, Task<T>> work) => work(this);

    public void Say(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
        }
    }

    public IProgressRow Add(string name) => new Row(this, name);

    private sealed class Row(LineScreen screen, string name) : IProgressRow
    {
        private const double Step = 0.25;
        private readonly Lock _lock = new();
        private string? _state;
        private double _said;

        public void Report(double fraction, string state, string detail = "")
        {
            lock (_lock)
            {
                if (state == _state && fraction - _said < Step)
                {
                    return;
                }

                var more = detail.Length > 0 ? $", {detail}" : state == _state ? $", {fraction:P0}" : "";
                screen.Say($"{name}: {state}{more}");
                (_state, _said) = (state, fraction);
            }
        }

        public void End(string state) => Report(1, state);
    }
}
