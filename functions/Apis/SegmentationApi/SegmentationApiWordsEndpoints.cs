using Microsoft.Azure.Functions.Worker;
using SegFunctions.Contract.Words;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Ours, beside segmentationapi.com's calls: the words that can be asked for.</summary>
public static class SegmentationApiWordsEndpoints
{
    [Function("SegmentationApi-GetWords")]
    public static IResult GetWords([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/words")] HttpRequest request) =>
        SegmentationApiJson.Answer(SegmentationApiMapping.ToWords(KnownWords.Coco));
}
