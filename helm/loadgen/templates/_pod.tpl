{{/*
What the pods of this chart have in common: the one that serves and the one that runs once.
*/}}

{{- define "loadgen.podIdentity" -}}
serviceAccountName: {{ include "loadgen.serviceAccountName" . }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "loadgen.podSecurityContext" . | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{- define "loadgen.scheduling" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "loadgen.containerIdentity" -}}
image: {{ include "loadgen.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  {{- include "loadgen.containerSecurityContext" . | nindent 2 }}
{{- end }}

{{/* Alike on purpose: see values.yaml. */}}
{{- define "loadgen.resources" -}}
requests:
  {{- toYaml .Values.resources | nindent 2 }}
limits:
  {{- toYaml .Values.resources | nindent 2 }}
{{- end }}

{{/* The platform and the limits, without who may use the API. */}}
{{- define "loadgen.env" -}}
{{- $files := include "loadgen.secretFiles" . | fromJsonArray -}}
- name: SITE_ID
  value: {{ .Values.platform.site | quote }}
{{- with .Values.platform.contract }}
- name: CONTRACT_VERSION
  value: {{ . | quote }}
{{- end }}
- name: MAX_ROOM_SIZE
  value: {{ .Values.platform.maxRoomSize | quote }}
- name: NATS_URL
  value: {{ .Values.nats.url | quote }}
{{- with .Values.nats.discoveredServers }}
- name: LOADGEN_NATS_DISCOVEREDSERVERS
  value: {{ . | quote }}
{{- end }}
{{- if .Values.nats.tlsFirst }}
- name: LOADGEN_NATS_TLSFIRST
  value: "true"
{{- end }}
{{- with .Values.nats.inboxPrefix }}
- name: LOADGEN_NATS_INBOXPREFIX
  value: {{ . | quote }}
{{- end }}
{{- with .Values.nats.jetstream.domain }}
- name: LOADGEN_NATS_JETSTREAM_DOMAIN
  value: {{ . | quote }}
{{- end }}
{{- with .Values.nats.jetstream.apiPrefix }}
- name: LOADGEN_NATS_JETSTREAM_APIPREFIX
  value: {{ . | quote }}
{{- end }}
{{- with .Values.nats.user }}
{{- if .existingSecret }}
{{- include "loadgen.secretEnv" (list "NATS_USER" .existingSecret .usernameKey) | nindent 0 }}
{{- include "loadgen.secretEnv" (list "NATS_PASSWORD" .existingSecret .passwordKey) | nindent 0 }}
{{- end }}
{{- end }}
{{- with .Values.nats.token }}
{{- if .existingSecret }}
{{- include "loadgen.secretEnv" (list "NATS_TOKEN" .existingSecret .key) | nindent 0 }}
{{- end }}
{{- end }}
{{- with .Values.mongo.uriFrom }}
{{- if .existingSecret }}
{{- include "loadgen.secretEnv" (list "MONGO_URI" .existingSecret .key) | nindent 0 }}
{{- else }}
- name: MONGO_URI
  value: {{ $.Values.mongo.uri | quote }}
{{- end }}
{{- end }}
- name: MONGO_DB
  value: {{ .Values.mongo.database | quote }}
- name: LOADGEN_MONGO_OWNDATABASE
  value: {{ .Values.mongo.ownDatabase | quote }}
{{- with .Values.mongo.user }}
{{- if .existingSecret }}
{{- include "loadgen.secretEnv" (list "MONGO_USERNAME" .existingSecret .usernameKey) | nindent 0 }}
{{- include "loadgen.secretEnv" (list "MONGO_PASSWORD" .existingSecret .passwordKey) | nindent 0 }}
{{- end }}
{{- end }}
{{- with .Values.valkey }}
{{- if .address }}
- name: VALKEY_ADDR
  value: {{ .address | quote }}
{{- end }}
{{- if .password.existingSecret }}
{{- include "loadgen.secretEnv" (list "VALKEY_PASSWORD" .password.existingSecret .password.key) | nindent 0 }}
{{- end }}
{{- end }}
{{- range $file := $files }}
{{- range $name, $key := $file.env }}
- name: {{ $name }}
  value: {{ printf "/etc/loadgen/%s/%s" $file.folder $key | quote }}
{{- end }}
{{- end }}
- name: LOADGEN_RUNS_MAXRATE
  value: {{ .Values.runs.maxRate | toString | quote }}
- name: LOADGEN_RUNS_MAXDURATION
  value: {{ .Values.runs.maxDuration | quote }}
- name: LOADGEN_RUNS_MAXOUTSTANDING
  value: {{ .Values.runs.maxOutstanding | int64 | quote }}
{{- range $limit, $value := .Values.runs.abortOn }}
- name: {{ printf "LOADGEN_RUNS_ABORTON_%s" (upper $limit) }}
  value: {{ include "loadgen.number" $value | quote }}
{{- end }}
{{- range $limit, $value := .Values.fixtures }}
- name: {{ printf "LOADGEN_FIXTURES_%s" (upper $limit) }}
  value: {{ include "loadgen.number" $value | quote }}
{{- end }}
{{- range $list, $entries := .Values.allowed }}
{{- with $entries }}
- name: {{ printf "LOADGEN_ALLOWED_%s" (upper $list) }}
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
- name: LOADGEN_RUNS_DRAINTIME
  value: {{ printf "%ds" (int64 .Values.runs.drainSeconds) | quote }}
- name: HISTORY_DB
  value: {{ .Values.history.database | quote }}
{{- with .Values.history.keepRuns }}
- name: LOADGEN_HISTORY_KEEPRUNS
  value: {{ . | int64 | quote }}
{{- end }}
{{- with .Values.history.keepFor }}
- name: LOADGEN_HISTORY_KEEPFOR
  value: {{ . | quote }}
{{- end }}
{{- with .Values.javaOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.extraEnv }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "loadgen.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- range $file := include "loadgen.secretFiles" . | fromJsonArray }}
- name: {{ $file.folder }}
  mountPath: /etc/loadgen/{{ $file.folder }}
  readOnly: true
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "loadgen.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
{{- range $file := include "loadgen.secretFiles" . | fromJsonArray }}
- name: {{ $file.folder }}
  secret:
    secretName: {{ $file.secret }}
    defaultMode: 0440
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* A number as it is set: a large one is not to become 1e+06. */}}
{{- define "loadgen.number" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}
{{ int64 . }}
{{- else -}}
{{ . }}
{{- end -}}
{{- end }}
