import requests
import time
import json

class HitPawAIClient:
    def __init__(self, api_key, base_url="https://api-base.hitpaw.com"):
        self.api_key = api_key
        self.base_url = base_url
        self.headers = {
            "Content-Type": "application/json",
            "Apikey": api_key
        }

    def segment_image(self, file_url):
        """Submit an image segmentation job"""
        url = f"{self.base_url}/api/image-segmentation"
        payload = {"file_url": file_url}
        response = requests.post(url, headers=self.headers, data=json.dumps(payload))

        if response.status_code == 200:
            return response.json()
        else:
            raise Exception(f"Error {response.status_code}: {response.text}")

    def check_status(self, job_id):
        """Check job status"""
        url = f"{self.base_url}/api/task-status"
        payload = {"job_id": job_id}
        response = requests.post(url, headers=self.headers, data=json.dumps(payload))

        if response.status_code == 200:
            return response.json()
        else:
            raise Exception(f"Error {response.status_code}: {response.text}")

    def wait_for_completion(self, job_id, max_attempts=120, poll_interval=5):
        """Poll job status until completion or error"""
        attempt = 0
        while attempt < max_attempts:
            result = self.check_status(job_id)
            status = result['data']['status']
            print(f"[Attempt {attempt + 1}] Status: {status}")

            if status == "COMPLETED":
                return result['data']
            elif status == "ERROR":
                raise Exception("Job failed with ERROR status")

            time.sleep(poll_interval)
            attempt += 1

        raise Exception("Polling timeout")

if __name__ == "__main__":
    client = HitPawAIClient(api_key="YOUR_API_KEY")

    try:
        print("Submitting Image Segmentation Task...")
        job = client.segment_image("https://example.com/input.jpg")
        job_id = job['data']['job_id']
        print(f"Job ID: {job_id}")

        print("Polling for results...")
        result = client.wait_for_completion(job_id)

        print("Task Completed Successfully!")
        print(f"Matted Result URL: {result.get('res_url')}")
        print(f"Mask URL: {result.get('mask_url')}")

    except Exception as e:
        print(f"Task Failed: {e}")
