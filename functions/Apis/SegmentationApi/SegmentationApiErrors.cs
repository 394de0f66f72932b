namespace SegFunctions.Apis.SegmentationApi;

/// <summary>segmentationapi.com's errors. Codes in its own words where they are known, in its style where they are not.</summary>
internal static class SegmentationApiErrors
{
    public static ErrorShape Shape { get; } = new("/v1", ToResult);

    private static IResult ToResult(RefusalCode code, string message)
    {
        var (status, error) = ToStatusAndCode(code);
        return SegmentationApiJson.Answer(new ErrorResponse(error, message), status);
    }

    private static (int Status, string Code) ToStatusAndCode(RefusalCode code) => code switch
    {
        RefusalCode.Unauthorized => (StatusCodes.Status401Unauthorized, "Unauthorized"),
        RefusalCode.LinkInvalid => (StatusCodes.Status403Forbidden, "link_invalid"),
        RefusalCode.RequestInvalid => (StatusCodes.Status400BadRequest, "invalid_request"),
        RefusalCode.BodyTooLarge => (StatusCodes.Status413PayloadTooLarge, "body_too_large"),
        RefusalCode.NotFound => (StatusCodes.Status404NotFound, "not_found"),
        RefusalCode.JobNotSuccessful => (StatusCodes.Status409Conflict, "job_not_downloadable"),
        RefusalCode.ArchiveNotRequested => (StatusCodes.Status404NotFound, "download_not_requested"),
        RefusalCode.ResultsGone => (StatusCodes.Status410Gone, "results_gone"),
        _ => (StatusCodes.Status500InternalServerError, "internal_error"),
    };
}
