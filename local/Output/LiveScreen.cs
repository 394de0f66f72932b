using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SegFunctions.Local.Output;

/// <summary>Progress bars on a terminal.</summary>
/// <param name="console">Writes to standard error.</param>
internal sealed class LiveScreen(IAnsiConsole console) : IProgressScreen
{
    public async Task<T> ShowAsync<T>(Func<IProgressRows, Task<T>> work)
    {
        var states = new StateColumn();
        return await console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), states, new ElapsedTimeColumn())
            .StartAsync(context => work(new Rows(context, states)));
    }

    public void Say(string line) => console.WriteLine(line);

    private sealed class Rows(ProgressContext context, StateColumn states) : IProgressRows
    {
        public IProgressRow Add(string name) => new Row(context.AddTask(Markup.Escape(name), maxValue: 1), states);
    }

    private sealed class Row(ProgressTask task, StateColumn states) : IProgressRow
    {
        public void Report(double fraction, string state, string detail = "")
        {
            states.Set(task, detail.Length > 0 ? $"{state}, {detail}" : state);
            task.Value = fraction;
        }

        public void End(string state)
        {
            Report(1, state);
            task.StopTask();
        }
    }

    private sealed class StateColumn : ProgressColumn
    {
        private readonly ConcurrentDictionary<int, string> _states = new();

        public void Set(ProgressTask task, string state) => _states[task.Id] = state;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(_states.GetValueOrDefault(task.Id, string.Empty));
    }
}
