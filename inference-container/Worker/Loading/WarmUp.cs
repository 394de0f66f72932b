using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Rendering;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Loading;

/// <summary>
/// Opens the networks that most requests need ahead of the first one, if they are installed: at once, or a moment later together with a click on a
/// blank picture, so that the first request is as fast as the next.
/// </summary>
internal sealed class WarmUp(
    ModelStore store, ModelChoice choice, NetworkLoader models, Segmenter segmenter, IOptions<ModelsOptions> options, TimeProvider time, ILogger<WarmUp> logger)
    : BackgroundService
{
    /// <summary>A worker is often started because a request is waiting, and on one machine the rest of the stack starts at the same time.</summary>
    private static readonly TimeSpan UntilTried = TimeSpan.FromSeconds(2);

    private const int Side = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.WarmUp == WarmUpKind.None || !choice.ModelsFor(ModelAbility.Marks).All(store.IsInstalled))
        {
            return;
        }

        try
        {
            if (options.Value.WarmUp == WarmUpKind.Open)
            {
                await models.OpenAsync([ModelAbility.Words, ModelAbility.Marks], stoppingToken);
                return;
            }

            await Task.Delay(UntilTried, time, stoppingToken);
            if (models.WasAsked)
            {
                return;
            }

            var blank = MaskPng.Encode(new BinaryMask(Side, Side));
            (await segmenter.SegmentAsync(blank, [new PointsPrompt([new PromptPoint(0.5, 0.5)])], new InferenceOptions(), stoppingToken)).Dispose();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops before the networks were needed.
        }
#pragma warning disable CA1031 // Whatever it is, health reports it and the first request will fail with it; the worker continues.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LoadingLog.NotWarm(logger, exception);
        }
    }
}
