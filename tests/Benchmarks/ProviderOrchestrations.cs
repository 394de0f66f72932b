using DurableTask.Core;

namespace SegFunctions.Benchmarks;

/// <summary>What the provider's benchmark runs under a bare worker: nothing but durable work.</summary>
internal static class ProviderOrchestrations
{
    public const int ChainLength = 3;

    /// <summary>Three activities, each given the previous one's output.</summary>
    public sealed class Chain : TaskOrchestration<int, int>
    {
        public override async Task<int> RunTask(OrchestrationContext context, int input)
        {
            for (var link = 0; link < ChainLength; link++)
            {
                input = await context.ScheduleTask<int>(typeof(AddOne), input);
            }

            return input;
        }
    }

    /// <summary>As many parallel activities as its input says.</summary>
    public sealed class FanOut : TaskOrchestration<int, int>
    {
        public override async Task<int> RunTask(OrchestrationContext context, int input) =>
            (await Task.WhenAll(Enumerable.Range(0, input).Select(number => context.ScheduleTask<int>(typeof(AddOne), number)))).Sum();
    }

    public sealed class Single : TaskOrchestration<int, int>
    {
        public override Task<int> RunTask(OrchestrationContext context, int input) => context.ScheduleTask<int>(typeof(AddOne), input);
    }

    public sealed class AddOne : TaskActivity<int, int>
    {
        protected override int Execute(TaskContext context, int input) => input + 1;
    }
}
