using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SegFunctions.Compatibility.AppHook;

/// <summary>Fails calls of blob and table clients according to the plan in force, either outside the client's own retries or inside them.</summary>
internal sealed class FaultPolicy(IFaultSource faults, bool insideRetries) : HttpPipelinePolicy
{
    public static TOptions Install<TOptions>(TOptions options, IFaultSource faults)
        where TOptions : ClientOptions
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(new FaultPolicy(faults, insideRetries: false), HttpPipelinePosition.PerCall);
        options.AddPolicy(new FaultPolicy(faults, insideRetries: true), HttpPipelinePosition.PerRetry);
        return options;
    }

    /// <exception cref="NotSupportedException">Always: a server must not block a thread.</exception>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("A storage call that blocks a thread is not expected here.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (!insideRetries)
        {
            await FailAsync(message, FaultKind.Refused);
        }

        await ProcessNextAsync(message, pipeline);
        await FailAsync(message, insideRetries ? FaultKind.AnswerLostAndRetried : FaultKind.AnswerLost);
    }

    private async ValueTask FailAsync(HttpMessage message, FaultKind stage)
    {
        if (await faults.IsTurnAsync(stage, $"{message.Request.Method} {message.Request.Uri.ToUri().PathAndQuery}"))
        {
            throw stage == FaultKind.AnswerLostAndRetried
                ? new IOException("The connection broke (a test's doing).")
                : new RequestFailedException(503, "The server is busy (a test's doing).");
        }
    }
}
