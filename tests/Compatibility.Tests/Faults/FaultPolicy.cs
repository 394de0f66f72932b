using Azure.Core;
using Azure.Core.Pipeline;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>Fails calls of blob and table clients as the plan in force says: outside of the client's own retries, or inside of them.</summary>
internal sealed class FaultPolicy(FaultSwitch faults, bool insideRetries) : HttpPipelinePolicy
{
    public static TOptions Install<TOptions>(TOptions options, FaultSwitch faults)
        where TOptions : ClientOptions
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(new FaultPolicy(faults, insideRetries: false), HttpPipelinePosition.PerCall);
        options.AddPolicy(new FaultPolicy(faults, insideRetries: true), HttpPipelinePosition.PerRetry);
        return options;
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Before(message);
        ProcessNext(message, pipeline);
        After(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Before(message);
        await ProcessNextAsync(message, pipeline);
        After(message);
    }

    private void Before(HttpMessage message)
    {
        if (!insideRetries)
        {
            faults.Plan.Call(Describe(message), FaultKind.Refused);
        }
    }

    private void After(HttpMessage message) =>
        faults.Plan.Call(Describe(message), insideRetries ? FaultKind.AnswerLostAndRetried : FaultKind.AnswerLost);

    private static string Describe(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.ToUri().PathAndQuery}";
}
