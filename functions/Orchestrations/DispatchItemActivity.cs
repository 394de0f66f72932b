using Microsoft.Azure.Functions.Worker;
using SegFunctions.Dispatch;
using SegFunctions.Media;

namespace SegFunctions.Orchestrations;

/// <summary>Marks the input as used and puts one attempt on the queue. Sent twice, the queue drops the second by its message id.</summary>
public sealed class DispatchItemActivity(UploadStore uploads, InferenceQueue queue)
{
    [Function(FunctionNames.DispatchItem)]
    public async Task RunAsync([ActivityTrigger] DispatchItemInput input, CancellationToken cancellationToken)
    {
        await uploads.MarkUsedAsync(input.Request.Input, cancellationToken);
        await queue.SendAsync(input.Request, input.Deadline, cancellationToken);
    }
}
