using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>Maps the worker's errors to the job's.</summary>
internal static class WorkerErrors
{
    /// <param name="error">Null if a failed update had no error, which counts as a failure of the service.</param>
    public static JobError ToJobError(InferenceError? error) => error is null
        ? new JobError(JobErrorCode.InferenceFailed, "The worker gave no reason.")
        : JobError.Of(ToJobErrorCode(error.Code), error.Message);

    private static JobErrorCode ToJobErrorCode(InferenceErrorCode code) => code switch
    {
        InferenceErrorCode.InputMissing => JobErrorCode.InputMissing,
        InferenceErrorCode.InputTypeUnsupported => JobErrorCode.InputTypeUnsupported,
        InferenceErrorCode.InputTooLarge => JobErrorCode.InputTooLarge,
        InferenceErrorCode.InputCorrupt => JobErrorCode.InputCorrupt,
        InferenceErrorCode.PromptOutsideVocabulary => JobErrorCode.PromptOutsideVocabulary,
        InferenceErrorCode.NothingFound => JobErrorCode.NothingFound,
        InferenceErrorCode.FrameOutsideVideo => JobErrorCode.FrameOutsideVideo,
        InferenceErrorCode.JobUnmarked => JobErrorCode.ResultsMissing,
        InferenceErrorCode.DeliveryLimitReached => JobErrorCode.DeliveryLimitReached,
        _ => JobErrorCode.InferenceFailed,
    };
}
