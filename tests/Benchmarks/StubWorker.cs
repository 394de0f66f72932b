using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Worker.Blobs;
using SegFunctions.Worker.Requests;

namespace SegFunctions.Benchmarks;

/// <summary>A worker without networks: reads, decodes, finds one square in every picture, stores it and reports completion, with the real worker's own parts.</summary>
internal sealed class StubWorker : IAsyncDisposable
{
    private const int Concurrency = 2;
    private const int Side = 4;

    private readonly ServiceBusProcessor _processor;
    private readonly PictureDecoder _decoder = new(new PictureLimits());
    private readonly CancelMarkers _cancelMarkers;
    private readonly InputReader _inputs;
    private readonly ResultWriter _results;
    private readonly UpdateSender _updates;

    public StubWorker(ServiceBusClient queues, BlobServiceClient blobs)
    {
        _cancelMarkers = new CancelMarkers(blobs, TimeProvider.System);
        _inputs = new InputReader(blobs, _decoder);
        _results = new ResultWriter(blobs);
        _updates = new UpdateSender(queues);
        _processor = queues.CreateProcessor(QueueNames.Requests, new ServiceBusProcessorOptions { MaxConcurrentCalls = Concurrency });
        _processor.ProcessMessageAsync += HandleAsync;
        _processor.ProcessErrorAsync += _ => Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => _processor.StartProcessingAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _processor.DisposeAsync();
        await _updates.DisposeAsync();
    }

    private async Task HandleAsync(ProcessMessageEventArgs arguments)
    {
        var cancellationToken = CancellationToken.None;
        var request = arguments.Message.Body.ToObjectFromJson<InferenceRequest>(ContractJson.Options)!;
        if (await _cancelMarkers.ExistsAsync(request.CancelMarker, cancellationToken))
        {
            await _updates.SendAsync(InferenceUpdate.For(request, InferenceState.Canceled), cancellationToken);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        using var result = Find(new PictureSource(_decoder, await _inputs.ReadAsync(request.Input, cancellationToken)), request.Options);
        var document = await _results.WriteAsync(request, result, cancellationToken);
        var end = InferenceUpdate.For(request, InferenceState.Succeeded, result: document);
        await _updates.SendAsync(end with { WorkedMilliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds }, cancellationToken);
    }

    private static SegmentationResult Find(PictureSource picture, InferenceOptions options)
    {
        var mask = new BinaryMask(picture.Width, picture.Height);
        for (var y = 0; y < Math.Min(Side, picture.Height); y++)
        {
            for (var x = 0; x < Math.Min(Side, picture.Width); x++)
            {
                mask[x, y] = true;
            }
        }

        var segment = new FoundSegment(0, "square", 0.9, 0.9, mask);
        return new SegmentationResult(picture, [segment], [], [], new Provenance([], "cpu", options, new Dictionary<string, double>()));
    }
}
